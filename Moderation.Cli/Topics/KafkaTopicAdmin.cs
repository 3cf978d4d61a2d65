using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Moderation.Cli.Topics;

/// <summary>Topic administration of a real cluster.</summary>
internal sealed class KafkaTopicAdmin(string bootstrapServers, TimeSpan patience) : ITopicAdmin
{
    private readonly IAdminClient _client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers })
        // every failed connection would be a line; what matters is told once, by the exception
        .SetLogHandler((_, _) => { })
        .Build();

    public async Task<IReadOnlyDictionary<string, TopicState>> DescribeAsync(IReadOnlyCollection<string> topics, CancellationToken ct)
    {
        Metadata metadata;
        try
        {
            metadata = await Task.Run(() => _client.GetMetadata(patience), ct);
        }
        catch (KafkaException e)
        {
            throw new ToolException($"no broker answers at {bootstrapServers}: {e.Error.Reason}", e);
        }

        var present = metadata.Topics.Where(topic => topics.Contains(topic.Topic) && !topic.Error.IsError).ToDictionary(topic => topic.Topic);
        // asked even when none is there: it is the request that tells a cluster that can be administered from one that cannot
        var settings = await DescribeSettingsAsync(metadata, present.Keys);
        return present.ToDictionary(
            pair => pair.Key,
            pair => new TopicState(pair.Key, pair.Value.Partitions.Count, settings.GetValueOrDefault(pair.Key, [])));
    }

    public Task CreateAsync(TopicDeclaration topic, short replicationFactor, CancellationToken ct) => Told(topic.Name, _client.CreateTopicsAsync(
        [
            new TopicSpecification
            {
                Name = topic.Name,
                NumPartitions = topic.Partitions,
                ReplicationFactor = replicationFactor,
                Configs = TopicSettings.Of(topic).ToDictionary(),
            },
        ],
        new CreateTopicsOptions { RequestTimeout = patience, OperationTimeout = patience }));

    public Task GrowAsync(string topic, int partitions, CancellationToken ct) => Told(topic, _client.CreatePartitionsAsync(
        [new PartitionsSpecification { Topic = topic, IncreaseTo = partitions }], new CreatePartitionsOptions { RequestTimeout = patience }));

    public Task SetAsync(string topic, IReadOnlyDictionary<string, string> settings, CancellationToken ct)
    {
        var entries = settings.Select(setting => new ConfigEntry
        {
            Name = setting.Key,
            Value = setting.Value,
            IncrementalOperation = AlterConfigOpType.Set,
        });
        return Told(topic, _client.IncrementalAlterConfigsAsync(
            new Dictionary<ConfigResource, List<ConfigEntry>> { [Resource(topic)] = [.. entries] },
            new IncrementalAlterConfigsOptions { RequestTimeout = patience }));
    }

    public void Dispose() => _client.Dispose();

    private async Task<Dictionary<string, Dictionary<string, string>>> DescribeSettingsAsync(Metadata metadata, IEnumerable<string> topics)
    {
        ConfigResource[] resources =
        [
            .. topics.Select(Resource),
            .. metadata.Brokers.Take(1).Select(broker => new ConfigResource { Type = ResourceType.Broker, Name = $"{broker.BrokerId}" }),
        ];
        try
        {
            var described = await _client.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = patience });
            return described.Where(result => result.ConfigResource.Type == ResourceType.Topic).ToDictionary(
                result => result.ConfigResource.Name,
                result => result.Entries.Values.ToDictionary(entry => entry.Name, entry => entry.Value ?? ""));
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_TimedOut or ErrorCode.Local_UnsupportedFeature or ErrorCode.RequestTimedOut)
        {
            throw new ToolException(
                $"{bootstrapServers} answers, but not to administration. The embedded broker is like that: it creates the declared topics by itself "
                + $"when it starts and keeps no settings, so there is nothing to apply or compare. ({e.Error.Reason})", e);
        }
    }

    private static async Task Told(string topic, Task request)
    {
        try
        {
            await request;
        }
        catch (KafkaException e)
        {
            var reason = e is CreateTopicsException { Results: [var result, ..] } ? result.Error.Reason : e.Error.Reason;
            throw new ToolException($"{topic}: the cluster refused: {reason}", e);
        }
    }

    private static ConfigResource Resource(string topic) => new() { Type = ResourceType.Topic, Name = topic };
}
