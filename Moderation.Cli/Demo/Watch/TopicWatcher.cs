using Confluent.Kafka;

namespace Moderation.Cli.Demo.Watch;

/// <summary>Follows topics, all partitions and outside any group, from the moment it is made.</summary>
internal sealed class TopicWatcher : IDisposable
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    private readonly Action<ConsumeResult<string?, byte[]>> _take;
    private readonly Action<string> _complain;
    private readonly IConsumer<string?, byte[]> _consumer;

    /// <param name="bootstrapServers">The cluster.</param>
    /// <param name="topics">What to follow.</param>
    /// <param name="take">Takes each record, on the following thread.</param>
    /// <param name="complain">Learns what went wrong, on any thread.</param>
    public TopicWatcher(string bootstrapServers, IEnumerable<string> topics, Action<ConsumeResult<string?, byte[]>> take, Action<string> complain)
    {
        (_take, _complain) = (take, complain);
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            ClientId = "moderation-watcher",
            GroupId = "moderation-watcher",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
        };
        _consumer = new ConsumerBuilder<string?, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, e) => Complain(e)).Build();
        _consumer.Assign(Ends(topics));
    }

    /// <summary>Follows until stopped, on a thread of its own: the client's consume call blocks.</summary>
    public Task FollowAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Follow(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    /// <summary>Where each partition ends now, as numbers, so that nothing published after this line is missed.</summary>
    private List<TopicPartitionOffset> Ends(IEnumerable<string> topics)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var partitions = from topic in topics
                         from partition in admin.GetMetadata(topic, MetadataTimeout).Topics.Single().Partitions
                         select new TopicPartition(topic, partition.PartitionId);
        return [.. partitions.Select(p => new TopicPartitionOffset(p, _consumer.QueryWatermarkOffsets(p, MetadataTimeout).High))];
    }

    private void Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _take(_consumer.Consume(stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ConsumeException e)
            {
                Complain(e.Error);
            }
        }
    }

    private void Complain(Error error)
    {
        if (error.IsFatal || error.Code == ErrorCode.Local_AllBrokersDown)
            _complain(error.Reason);
    }
}
