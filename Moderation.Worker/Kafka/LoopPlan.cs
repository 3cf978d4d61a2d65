using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>What one <see cref="ConsumerLoop"/> reads, and how patient it is.</summary>
internal sealed record LoopPlan
{
    /// <summary>Short name for logs, metrics and health: the consumer group without its prefix.</summary>
    public required string Name { get; init; }

    public required string Topic { get; init; }

    public required ConsumerConfig Settings { get; init; }

    public required IReplayStart ReplayStart { get; init; }

    /// <summary>Whether it is in order to own no partition, because another member owns the only one.</summary>
    public bool MayStandBy { get; init; }

    public required TimeSpan CommitInterval { get; init; }

    /// <summary>Longest wait, when a partition is taken away, for work that was already begun.</summary>
    public required TimeSpan RevokePatience { get; init; }

    /// <summary>Longest wait, on a graceful stop, for everything in hand.</summary>
    public required TimeSpan StopPatience { get; init; }
}
