namespace Moderation.Cli.Topics;

/// <summary>How Kafka forgets.</summary>
[Flags]
internal enum CleanupPolicies
{
    None = 0,

    /// <summary>By age.</summary>
    Delete = 1,

    /// <summary>All but the last record of each key.</summary>
    Compact = 2,
}

/// <summary>One topic as <c>kafka-topics.yaml</c> declares it.</summary>
internal sealed record TopicDeclaration
{
    /// <summary>Value of a topic that carries pictures instead of JSON records.</summary>
    public const string ImageBytes = "image bytes";

    public required string Name { get; init; }

    public required string Purpose { get; init; }

    public required string Key { get; init; }

    /// <summary>Name of the record type, or <see cref="ImageBytes"/>.</summary>
    public required string Value { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];

    public required int Partitions { get; init; }

    /// <summary>How long records stay; null is forever.</summary>
    public required TimeSpan? Retention { get; init; }

    public required CleanupPolicies Cleanup { get; init; }

    public required int MaxMessageByteCount { get; init; }

    /// <summary>How long a log segment stays open; null leaves it to the broker.</summary>
    public TimeSpan? Segment { get; init; }

    public required string Owner { get; init; }

    public required IReadOnlyList<string> Readers { get; init; }
}
