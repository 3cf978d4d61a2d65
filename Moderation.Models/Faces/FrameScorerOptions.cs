using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>Everything about scoring frames that an operator may set.</summary>
public sealed record FrameScorerOptions
{
    /// <summary>What a picture may cost.</summary>
    public ImageLimits Images { get; init; } = new();

    /// <summary>How faces are found.</summary>
    public FaceDetectorOptions Faces { get; init; } = new();

    /// <summary>From where on a face is too poor.</summary>
    public FaceQualityLimits Quality { get; init; } = new();

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public void Validate()
    {
        Images.Validate();
        Faces.Validate();
        Quality.Validate();
    }
}
