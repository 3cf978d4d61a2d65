using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Evidence;

/// <summary>How readings become evidence over time. Section <c>Evidence</c> of the configuration.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Evidence";

    /// <summary>Event time after which a reading weighs half, so that a change of person is followed.</summary>
    /// <value>5 min.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most event time that one gap between two clear faces counts as clear-face time: what lay between was not seen.</summary>
    /// <value>2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LongestCountedGap { get; init; } = TimeSpan.FromSeconds(2);
}
