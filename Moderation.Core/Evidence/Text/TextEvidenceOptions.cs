using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Evidence.Text;

/// <summary>How scored text lines become evidence over time, and how much of it one live may hold. Section <c>Evidence:Text</c> of the configuration.</summary>
public sealed class TextEvidenceOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Evidence:Text";

    /// <summary>Event time after which a line weighs half in a rate.</summary>
    /// <value>2 min.</value>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Event time that counts of lines and authors look back; a line that arrives later than this counts nowhere.</summary>
    /// <value>10 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest event time between two flagged lines over which they still count as going on.</summary>
    /// <value>1 min.</value>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Event time inside which what one account says to another is one conversation.</summary>
    /// <value>10 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan ConversationWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An account counts as new for this long.</summary>
    /// <value>7 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan NewAccountAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Half-life of the live's ordinary share of new accounts, against which a raid stands out.</summary>
    /// <value>30 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan OrdinaryHalfLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Flagged lines kept per subject, newest by event time; counts of lines and authors end here, so no policy should ask for more. One takes about 100 bytes.</summary>
    /// <value>256</value>
    [Range(20, 1024)]
    public int KeptLines { get; init; } = 256;

    /// <summary>Most samples remembered per live, so that one delivered again does nothing.</summary>
    /// <value>16384</value>
    [Range(256, 1_048_576)]
    public int RememberedSamples { get; init; } = 16_384;

    /// <summary>Event time that samples are remembered for; at least Window, behind which a repeat is caught by its age.</summary>
    /// <value>10 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most accounts of one live that are followed as authors, and as many that are spoken to; whose last flagged line is oldest makes place.</summary>
    /// <value>2048</value>
    [Range(16, 1_048_576)]
    public int MaxAuthors { get; init; } = 2_048;

    /// <summary>Most pairs of accounts of one live that are followed.</summary>
    /// <value>2048</value>
    [Range(16, 1_048_576)]
    public int MaxPairs { get; init; } = 2_048;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Window < LongestGap)
            yield return new ValidationResult("Window must not be under LongestGap", [nameof(Window)]);
        if (RememberFor < Window)
            yield return new ValidationResult("RememberFor must not be under Window", [nameof(RememberFor)]);
    }
}
