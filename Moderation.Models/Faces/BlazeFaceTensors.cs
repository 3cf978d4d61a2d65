using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Tensors of <c>blazeface-back</c>. Scores are logits; a box is centre x, centre y (from its anchor), width, height and six points, in input pixels.</summary>
internal static class BlazeFaceTensors
{
    public const string Input = "input";
    public const string FineScores = "fine_scores";
    public const string FineBoxes = "fine_boxes";
    public const string CoarseScores = "coarse_scores";
    public const string CoarseBoxes = "coarse_boxes";

    public static IReadOnlyList<TensorContract> All { get; } =
    [
        new(TensorDirection.Input, Input, [1, BlazeFaceAnchors.InputPx, BlazeFaceAnchors.InputPx, 3]),
        new(TensorDirection.Output, FineScores, [1, BlazeFaceAnchors.FineCount, 1]),
        new(TensorDirection.Output, FineBoxes, [1, BlazeFaceAnchors.FineCount, 16]),
        new(TensorDirection.Output, CoarseScores, [1, BlazeFaceAnchors.CoarseCount, 1]),
        new(TensorDirection.Output, CoarseBoxes, [1, BlazeFaceAnchors.CoarseCount, 16]),
    ];
}
