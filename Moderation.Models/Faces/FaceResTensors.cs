using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Tensors of <c>faceres-deep</c>. Its descriptor is not among them on purpose: what is not bound is not computed for us.</summary>
internal static class FaceResTensors
{
    public const int InputPx = 224;
    public const string Input = "input";
    public const string Ages = "age";

    public static IReadOnlyList<TensorContract> All { get; } =
    [
        new(TensorDirection.Input, Input, [1, InputPx, InputPx, 3]),
        new(TensorDirection.Output, Ages, [1, AgeDistribution.ClassCount]),
    ];
}
