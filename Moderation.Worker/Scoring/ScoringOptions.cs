using System.ComponentModel.DataAnnotations;
using Moderation.Models.Faces;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Scoring;

/// <summary>How frames are scored. Section <c>Scoring</c>.</summary>
internal sealed class ScoringOptions : IValidatableObject
{
    public const string Section = "Scoring";

    /// <summary>Lanes, each with its own thread and scorer; 0 is one per core.</summary>
    [Range(0, 1024)]
    public int Lanes { get; init; }

    /// <summary>Frames in hand of one lane at which its partitions are paused.</summary>
    [Range(1, 10_000)]
    public int PauseAt { get; init; } = 32;

    /// <summary>Frames in hand of one lane at which its partitions are resumed; under <see cref="PauseAt"/>.</summary>
    [Range(0, 10_000)]
    public int ResumeAt { get; init; } = 12;

    /// <summary>Model failures in a row, over all lanes, after which the host stops: then the model is broken, not a picture.</summary>
    [Range(1, 1_000_000)]
    public int MaxFailuresInARow { get; init; } = 20;

    /// <summary>Limits on pictures, faces and their quality: <c>Scoring:Models:Images</c>, <c>:Faces</c>, <c>:Quality</c>.</summary>
    public FrameScorerOptions Models { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ResumeAt >= PauseAt)
            yield return new ValidationResult($"{Section}:{nameof(ResumeAt)} must be less than {Section}:{nameof(PauseAt)}", [nameof(ResumeAt)]);
        if (OptionFault.Of(Models.Validate) is { } fault)
            yield return new ValidationResult($"{Section}:{nameof(Models)}: {fault}", [nameof(Models)]);
    }
}
