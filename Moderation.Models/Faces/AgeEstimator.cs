using System.Runtime.Intrinsics;
using Moderation.Models.Images;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Reads an apparent age with faceres-deep: 224 x 224, BGR less the channel means it was trained with.</summary>
/// <remarks>
/// Only the age output is bound, so the model's face descriptor, which could recognise a person, never exists in our memory.
/// Threads: one caller at a time.
/// </remarks>
internal sealed class AgeEstimator : IDisposable
{
    /// <summary>Side of the crop as a multiple of the longer side of the face box; measured best between 1.12 and 1.25.</summary>
    public const double CropScale = 1.2;

    private const int Side = FaceResTensors.InputPx;

    private static readonly PixelScaling Scaling = new(
        Vector128.Create(1f), Vector128.Create(-103.939f, -116.779f, -123.68f, 0), RedFirst: false);

    private readonly ModelBinding _binding;

    public AgeEstimator(ModelSession session) => _binding = new ModelBinding(session, FaceResTensors.All);

    /// <summary>Reads the age of one face.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face in pixels of the picture.</param>
    public AgeEstimate Estimate(PixelView picture, in FaceBox face)
    {
        var side = face.LongerSide * CropScale;
        var grid = new SampleGrid(face.CentreY - side / 2, face.CentreX - side / 2, side / Side, Side, Side);
        PixelSampler.Fill(picture, grid, Scaling, _binding.Tensor(FaceResTensors.Input), Side * PixelView.Channels);
        _binding.Run();
        return AgeDistribution.Read(_binding.Tensor(FaceResTensors.Ages));
    }

    public void Dispose() => _binding.Dispose();
}
