using Confluent.Kafka;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>What the feed tells the rest of the process. Written by the feed, read on any thread.</summary>
internal sealed class GiftFeedState
{
    private volatile IReadOnlyList<TopicPartitionOffset>? _ends;
    private volatile string? _trouble;

    /// <summary>Where the topics that settling rests on ended when reading first began; null before it did.</summary>
    public IReadOnlyList<TopicPartitionOffset>? Ends => _ends;

    /// <summary>Why nothing is read; null when nothing is wrong.</summary>
    public string? Trouble => _trouble;

    public void Began(IReadOnlyList<TopicPartitionOffset> ends)
    {
        _ends ??= ends;
        _trouble = null;
    }

    public void Failed(string trouble) => _trouble = trouble;
}
