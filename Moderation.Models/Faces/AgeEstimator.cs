using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Reads an apparent age from a square round a face, as the expected value of the model's distribution.</summary>
/// <remarks>
/// The model's face descriptor, which could recognise a person, is bound only for an age head, and erased as soon as the head has read it.
/// Threads: one caller at a time.
/// </remarks>
internal sealed class AgeEstimator : IDisposable
{
    /// <summary>Side of the square as a multiple of the longer side of the face box; measured best between 1.12 and 1.25.</summary>
    public const double CropScale = 1.2;

    private readonly ModelBinding _binding;
    private readonly PixelScaling _scaling;
    private readonly AgeDecoding _decoding;
    private readonly int _sidePx;

    /// <param name="session">The age model.</param>
    /// <param name="withDescriptor">Whether an age head will ask for the descriptor.</param>
    public AgeEstimator(ModelSession session, bool withDescriptor = false)
    {
        var manifest = session.Manifest;
        _decoding = manifest.Age ?? throw new ManifestException(manifest.Name, "an age model needs to say how its ages are decoded");
        if (manifest.Input.HeightPx != manifest.Input.WidthPx)
            throw new ManifestException(manifest.Name, "the face is cut out as a square, so the input must be one");
        _sidePx = manifest.Input.HeightPx;
        _scaling = PixelScaling.For(manifest.Input);
        _binding = new ModelBinding(session, withDescriptor ? [_decoding.Distribution, AgeHeadSession.Descriptor] : [_decoding.Distribution]);
    }

    /// <summary>Descriptor of the face read last, until it is erased or the next one is read.</summary>
    public ReadOnlySpan<float> Descriptor => _binding.Output(AgeHeadSession.Descriptor);

    /// <summary>Reads the age of one face.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face in pixels of the picture.</param>
    public AgeEstimate Estimate(PixelView picture, in FaceBox face)
    {
        var side = face.LongerSide * CropScale;
        var grid = new SampleGrid(face.CentreY - side / 2, face.CentreX - side / 2, side / _sidePx, _sidePx, _sidePx);
        PixelSampler.Fill(picture, grid, _scaling, _binding.Input, _sidePx * PixelView.Channels);
        _binding.Run();
        return AgeDistribution.Read(_binding.Output(_decoding.Distribution), _decoding.OffsetYears);
    }

    public void EraseDescriptor() => _binding.Erase(AgeHeadSession.Descriptor);

    public void Dispose() => _binding.Dispose();
}
