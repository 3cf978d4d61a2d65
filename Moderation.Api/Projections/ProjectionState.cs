using Confluent.Kafka;

namespace Moderation.Api.Projections;

/// <summary>What the consumer loop tells the rest of the process. Written by the loop, read by health checks and metrics on any thread.</summary>
internal sealed class ProjectionState
{
    private volatile IReadOnlyCollection<TopicPartition>? _assigned;
    private volatile string? _trouble;

    /// <summary>Partitions held; null before the group has answered. Empty is an answer: others hold them all.</summary>
    public IReadOnlyCollection<TopicPartition>? Assigned => _assigned;

    /// <summary>Why nothing is projected; null when nothing is wrong.</summary>
    public string? Trouble => _trouble;

    public void Joined(IEnumerable<TopicPartition> assigned)
    {
        _assigned = [.. assigned];
        _trouble = null;
    }

    public void Left(string? trouble)
    {
        _assigned = null;
        _trouble = trouble;
    }
}
