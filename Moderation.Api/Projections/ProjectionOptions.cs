using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Projections;

/// <summary>How topics are written into tables. Section <c>Projection</c>.</summary>
internal sealed class ProjectionOptions
{
    public const string Section = "Projection";

    /// <summary>Name of the Kafka cluster that the stored offsets belong to; asked of the cluster when null. Whoever runs the embedded
    /// broker gives a new name at each of its starts: it cannot say its id, and its offsets begin anew.</summary>
    [RegularExpression("[A-Za-z0-9._:-]{1,128}")]
    public string? ClusterId { get; init; }

    /// <summary>Most records in one transaction.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; init; } = 1000;

    /// <summary>Longest wait for a batch to fill after its first record; it is what a report waits at most before it is in the table.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>First delay before a failed batch is tried again; doubles up to <see cref="RetryDelayMax"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay between two tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00")]
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch is tried again while the partitions are kept. After that the group is left, so that an instance that
    /// reaches the database can take over, and joined again when the database answers.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:04:00")]
    public TimeSpan HoldWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for the broker to take a dead letter; it stays noted in the database until it does.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DeadLetterWait { get; init; } = TimeSpan.FromSeconds(5);
}
