using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>Reads a whole compacted topic from its beginning on a thread of its own, and stays to read what is added.</summary>
/// <remarks>
/// Belongs to no group and commits nothing: every process reads all of the topic. Partitions that are added to the topic later are not seen
/// before the next start.
/// </remarks>
internal sealed class TopicReader(string topic, KafkaOptions kafka, HostFault fault, KafkaMetrics metrics, ILogger<TopicReader> log) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _loaded;
    private bool _disposed;

    /// <summary>Whether everything was read that the topic held at the start.</summary>
    public bool IsLoaded => _loaded;

    /// <param name="take">Takes each record, in order per partition, on the reader's thread.</param>
    public void Start(Action<ConsumeResult<byte[]?, byte[]?>> take) =>
        _running = Task.Factory.StartNew(() => Run(take), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _stopping.Cancel();
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne(StopPatience);
        _stopping.Dispose();
    }

    private void Run(Action<ConsumeResult<byte[]?, byte[]?>> take)
    {
        try
        {
            using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Reader(kafka, $"reader.{topic}"))
                .SetErrorHandler((_, error) => log.ClientError(topic, error.Code, error.Reason))
                .SetLogHandler((_, message) => log.Client(topic, message.Facility, message.Message))
                .Build();
            var unread = AskForPartitions(consumer);
            consumer.Assign(unread.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
            while (!_stopping.IsCancellationRequested)
                TakeNext(consumer, unread, take);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            log.LoopStopped(topic);
        }
        catch (Exception e)
        {
            fault.Report($"the reader of {topic} failed", e);
        }
    }

    private void TakeNext(IConsumer<byte[]?, byte[]?> consumer, HashSet<TopicPartition> unread, Action<ConsumeResult<byte[]?, byte[]?>> take)
    {
        ConsumeResult<byte[]?, byte[]?>? result;
        try
        {
            result = consumer.Consume(Poll);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            metrics.ConsumeErrors.Add(1, new KeyValuePair<string, object?>("loop", topic));
            log.ConsumeFailed(topic, topic, e.Error.Code, e.Error.Reason);
            return;
        }

        if (result is null)
            return;
        if (result.IsPartitionEOF)
        {
            _loaded |= unread.Remove(result.TopicPartition) && unread.Count == 0;
            return;
        }

        metrics.CountConsumed(topic);
        take(result);
    }

    /// <remarks>Asks until the topic is there: a new installation starts its parts in any order.</remarks>
    private HashSet<TopicPartition> AskForPartitions(IConsumer<byte[]?, byte[]?> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        while (true)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            try
            {
                var found = admin.GetMetadata(topic, BrokerPatience).Topics.Find(known => known.Topic == topic);
                if (found is { Error.IsError: false, Partitions.Count: > 0 })
                    return [.. found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
                log.TopicMissing(topic, found?.Error.Code ?? ErrorCode.UnknownTopicOrPart);
            }
            catch (KafkaException e) when (!e.Error.IsFatal)
            {
                log.TopicMissing(topic, e.Error.Code);
            }

            _stopping.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        }
    }
}
