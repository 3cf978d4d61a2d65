using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>Says where a reader begins in each partition. Errors: <see cref="KafkaException"/> when the broker does not answer; the reader asks again.</summary>
internal delegate IEnumerable<TopicPartitionOffset> ReaderStart(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<TopicPartition> partitions);

/// <summary>Reads whole topics, by default from their beginning, on a thread of its own, and stays to read what is added.</summary>
/// <remarks>
/// Belongs to no group and commits nothing: every process reads all of the topics. Partitions that are added to a topic later are not seen
/// before the next start.
/// </remarks>
internal sealed class TopicReader(IReadOnlyList<string> topics, KafkaOptions kafka, HostFault fault, KafkaMetrics metrics, ILogger<TopicReader> log) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly string _name = string.Join('+', topics);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _loaded;
    private bool _disposed;

    /// <summary>Whether everything was read that the topics held at the start.</summary>
    public bool IsLoaded => _loaded;

    /// <param name="take">Takes each record, in order per partition, on the reader's thread.</param>
    /// <param name="start">Where to begin; at the beginning where nothing is said.</param>
    public void Start(Action<ConsumeResult<byte[]?, byte[]?>> take, ReaderStart? start = null) => _running = Task.Factory.StartNew(
        () => Run(take, start ?? FromBeginning), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _stopping.Cancel();
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne(StopPatience);
        _stopping.Dispose();
    }

    private static IEnumerable<TopicPartitionOffset> FromBeginning(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<TopicPartition> partitions) =>
        partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning));

    private void Run(Action<ConsumeResult<byte[]?, byte[]?>> take, ReaderStart start)
    {
        try
        {
            using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Reader(kafka, $"reader.{_name}"))
                .SetErrorHandler((_, error) => log.ClientError(_name, error.Code, error.Reason))
                .SetLogHandler((_, message) => log.Client(_name, message.Facility, message.Message))
                .Build();
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            var unread = topics.SelectMany(topic => Ask(topic, () => Partitions(admin, topic))).ToHashSet();
            consumer.Assign(Ask(_name, () => start(consumer, unread).ToList()));
            while (!_stopping.IsCancellationRequested)
                TakeNext(consumer, unread, take);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            log.LoopStopped(_name);
        }
        catch (Exception e)
        {
            fault.Report($"the reader of {_name} failed", e);
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
            metrics.ConsumeErrors.Add(1, new KeyValuePair<string, object?>("loop", _name));
            log.ConsumeFailed(_name, _name, e.Error.Code, e.Error.Reason);
            return;
        }

        if (result is null)
            return;
        if (result.IsPartitionEOF)
        {
            _loaded |= unread.Remove(result.TopicPartition) && unread.Count == 0;
            return;
        }

        metrics.CountConsumed(result.Topic);
        take(result);
    }

    private static List<TopicPartition> Partitions(IAdminClient admin, string topic)
    {
        var found = admin.GetMetadata(topic, BrokerPatience).Topics.Find(known => known.Topic == topic);
        return found is { Error.IsError: false, Partitions.Count: > 0 }
            ? found.Partitions.ConvertAll(partition => new TopicPartition(topic, partition.PartitionId))
            : throw new KafkaException(found?.Error.Code ?? ErrorCode.UnknownTopicOrPart);
    }

    /// <remarks>Asks until there is an answer: a new installation starts its parts in any order.</remarks>
    private T Ask<T>(string about, Func<T> question)
    {
        while (true)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            try
            {
                return question();
            }
            catch (KafkaException e) when (!e.Error.IsFatal)
            {
                log.TopicMissing(about, e.Error.Code);
            }

            _stopping.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
        }
    }
}
