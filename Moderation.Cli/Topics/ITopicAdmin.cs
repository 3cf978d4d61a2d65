namespace Moderation.Cli.Topics;

/// <summary>The part of a cluster's administration that topics need.</summary>
internal interface ITopicAdmin : IDisposable
{
    /// <summary>The declared topics that exist.</summary>
    /// <exception cref="ToolException">The cluster cannot be reached, or cannot be administered.</exception>
    Task<IReadOnlyDictionary<string, TopicState>> DescribeAsync(IReadOnlyCollection<string> topics, CancellationToken ct);

    Task CreateAsync(TopicDeclaration topic, short replicationFactor, CancellationToken ct);

    Task GrowAsync(string topic, int partitions, CancellationToken ct);

    Task SetAsync(string topic, IReadOnlyDictionary<string, string> settings, CancellationToken ct);
}
