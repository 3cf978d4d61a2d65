using System.ComponentModel.DataAnnotations;
using Moderation.Models.Text;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Scoring;

/// <summary>How text lines are scored. Section <c>Scoring:Text</c>.</summary>
internal sealed class TextScoringOptions : IValidatableObject
{
    public const string Section = "Scoring:Text";

    /// <summary>Lanes, each with its own thread and scorer; 0 is one per core. One scores more lines than one consumer reads.</summary>
    [Range(0, 1024)]
    public int Lanes { get; init; } = 1;

    /// <summary>Text lines in hand of one lane, those whose signals are not yet acknowledged included, at which its partitions are paused.</summary>
    [Range(1, 20_000)]
    public int PauseAt { get; init; } = 4_000;

    /// <summary>Text lines in hand of one lane at which its partitions are resumed; under PauseAt.</summary>
    [Range(0, 20_000)]
    public int ResumeAt { get; init; } = 1_000;

    /// <summary>How long the first line of a batch may wait for others.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Failures of the text model in a row, over all lanes, after which the host stops: then the model is broken, not a line.</summary>
    [Range(1, 1_000_000)]
    public int MaxFailuresInARow { get; init; } = 20;

    /// <summary>How many lines one call of the model takes: <c>Scoring:Text:Models</c>.</summary>
    public TextScorerOptions Models { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ResumeAt >= PauseAt)
            yield return new ValidationResult($"{Section}:{nameof(ResumeAt)} must be less than {Section}:{nameof(PauseAt)}", [nameof(ResumeAt)]);
        if (OptionFault.Of(Models.Validate) is { } fault)
            yield return new ValidationResult($"{Section}:{nameof(Models)}: {fault}", [nameof(Models)]);
    }
}
