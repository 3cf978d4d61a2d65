using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Review;

/// <summary>How cases go to reviewers. Section <c>Review</c>.</summary>
internal sealed class ReviewOptions
{
    public const string Section = "Review";

    /// <summary>File of the queues (review/queues.yaml says how it is written); the shipped queues where there is none.</summary>
    public string? QueuesFile { get; init; }

    /// <summary>How long a claim lasts without a sign of life from whoever holds it.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan ClaimLease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long after an order's end its subject may appeal.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan AppealWithin { get; init; } = TimeSpan.FromDays(184);

    /// <summary>How many cases of one queue a reviewer may take in a shift; then others come first. 0 has no limit.</summary>
    [Range(0, 10_000)]
    public int ExposureBudget { get; init; } = 60;

    /// <summary>How long a shift is, in which exposure is counted.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "1.00:00:00")]
    public TimeSpan Shift { get; init; } = TimeSpan.FromHours(8);

    /// <summary>After how long without a pause the console reminds a reviewer to take one. 0 never reminds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan BreakAfter { get; init; } = TimeSpan.FromMinutes(50);

    /// <summary>How long a reviewer takes no case for it to count as a pause.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan Break { get; init; } = TimeSpan.FromMinutes(10);
}
