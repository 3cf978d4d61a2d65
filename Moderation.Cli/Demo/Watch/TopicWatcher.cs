using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>Follows the topics that the service answers on, all partitions and outside any group, from the moment it is made.</summary>
internal sealed class TopicWatcher : IDisposable
{
    private static readonly string[] Topics = [TopicNames.Signals, TopicNames.LiveState, TopicNames.Reports, TopicNames.Actions, TopicNames.DeadLetters];
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    private readonly RunTally _tally;
    private readonly IConsumer<string?, byte[]> _consumer;

    public TopicWatcher(string bootstrapServers, RunTally tally)
    {
        _tally = tally;
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            ClientId = "moderation-demo-watcher",
            GroupId = "moderation-demo-watcher",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
        };
        _consumer = new ConsumerBuilder<string?, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, e) => Complain(e)).Build();
        _consumer.Assign(Ends());
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
    private List<TopicPartitionOffset> Ends()
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var partitions = from topic in Topics
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
                Take(_consumer.Consume(stop));
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

    private void Take(ConsumeResult<string?, byte[]> result)
    {
        var value = result.Message.Value ?? [];
        switch (result.Topic)
        {
            case TopicNames.Signals:
                if (Read(value, WireJson.Default.SignalRecord, result) is FrameSignal signal)
                    _tally.Take(signal);
                break;
            case TopicNames.LiveState when value.Length > 0:
                if (Read(value, WireJson.Default.LiveStateRecord, result) is { } state)
                    _tally.Take(state);
                break;
            case TopicNames.Reports:
                if (Read(value, WireJson.Default.ReportRecord, result) is { } report)
                    _tally.Take(report);
                break;
            case TopicNames.Actions:
                if (Read(value, WireJson.Default.ActionRecord, result) is { } action)
                    _tally.Take(action);
                break;
            case TopicNames.DeadLetters:
                if (Read(value, WireJson.Default.DeadLetterRecord, result) is { } letter)
                    _tally.Take(result.Message.Key, letter);
                break;
        }
    }

    private T? Read<T>(byte[] value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, ConsumeResult<string?, byte[]> result)
        where T : class, IWireRecord
    {
        var outcome = RecordReader.Read(value, type);
        if (outcome.Record is null)
            _tally.Error($"{result.TopicPartitionOffset}: {outcome.Detail}");
        return outcome.Record;
    }

    private void Complain(Error error)
    {
        if (error.IsFatal || error.Code == ErrorCode.Local_AllBrokersDown)
            _tally.Error(error.Reason);
    }
}
