using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>A part of the log of signals: one partition, from where it is read to where it ended when it was looked at.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">Offset of the first entry.</param>
/// <param name="To">Offset after the last one.</param>
internal sealed record LogPart(TopicPartition Partition, long From, long To)
{
    public long Count => To - From;
}

/// <summary>The log of signals as a backtest reads it. Blocks its thread.</summary>
internal interface ISignalLog : IDisposable
{
    /// <summary>Every partition that holds something, as far as it reaches now.</summary>
    /// <param name="from">Entries about earlier times may be left out, where the broker can tell; null takes all there are.</param>
    /// <exception cref="KafkaException">The broker does not answer, or has no such topic.</exception>
    IReadOnlyList<LogPart> Locate(DateTimeOffset? from);

    /// <summary>The entries of a part that the broker still holds, in order.</summary>
    /// <param name="part">The part.</param>
    /// <param name="patience">How long nothing may come although something is due.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="KafkaException">The broker refuses.</exception>
    /// <exception cref="BacktestFailedException">Nothing came for too long, or the partition was made anew.</exception>
    IEnumerable<ConsumeResult<Ignore, byte[]?>> Read(LogPart part, TimeSpan patience, CancellationToken stop);
}

/// <summary>Opens the log for one backtest.</summary>
internal delegate ISignalLog OpenSignalLog();

/// <summary>Reads the log beside everybody else: a consumer that joins no group and commits nothing.</summary>
internal sealed class SignalLog : ISignalLog
{
    // Small, because the fold is what takes time and other parts of the process need the memory.
    private const int QueuedKiB = 8 * 1024;

    // A fast reader that has emptied its queue would otherwise wait a second before it fetches again.
    private const int FetchQueueBackoffMs = 10;

    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(200);

    // Event times are the platform's. An entry that tells of a time a little after 'from' can have been written before it.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    private readonly IConsumer<Ignore, byte[]?> _consumer;
    private readonly TimeProvider _time;

    public SignalLog(KafkaOptions kafka, TimeProvider time, ILogger log)
    {
        _time = time;
        // The client wants a name for a group even where it never joins one.
        _consumer = new ConsumerBuilder<Ignore, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = kafka.BootstrapServers,
            GroupId = $"{kafka.GroupPrefix}.api.backtests",
            ClientId = "moderation-api-backtests",
            FetchWaitMaxMs = (int)kafka.FetchWait.TotalMilliseconds,
            QueuedMaxMessagesKbytes = QueuedKiB,
            FetchQueueBackoffMs = FetchQueueBackoffMs,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        })
            .SetErrorHandler((_, error) => log.LogReaderError(error.Code, error.Reason))
            .SetLogHandler((_, _) => { })
            .Build();
    }

    public IReadOnlyList<LogPart> Locate(DateTimeOffset? from)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var topic = admin.GetMetadata(TopicNames.Signals, AnswerWait).Topics.Single();
        if (topic.Error.IsError)
            throw new KafkaException(topic.Error);
        var parts = new List<LogPart>();
        foreach (var partition in topic.Partitions.Select(partition => new TopicPartition(TopicNames.Signals, partition.PartitionId)).OrderBy(partition => partition.Partition.Value))
        {
            var marks = _consumer.QueryWatermarkOffsets(partition, AnswerWait);
            var start = from is { } time ? StartOf(partition, time - ClockSlack, marks) : marks.Low.Value;
            if (start < marks.High.Value)
                parts.Add(new LogPart(partition, start, marks.High.Value));
        }

        return parts;
    }

    public IEnumerable<ConsumeResult<Ignore, byte[]?>> Read(LogPart part, TimeSpan patience, CancellationToken stop)
    {
        _consumer.Assign(new TopicPartitionOffset(part.Partition, part.From));
        var heard = _time.GetTimestamp();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (_consumer.Consume(PollWait) is not { } result)
            {
                if (_time.GetElapsedTime(heard) > patience)
                    throw new BacktestFailedException($"The broker gave nothing of {part.Partition} for {patience.TotalSeconds:0} s, although it holds more.");
                continue;
            }

            heard = _time.GetTimestamp();
            if (result.TopicPartition != part.Partition)
                continue;
            if (result.IsPartitionEOF && result.Offset.Value < part.To)
                throw new BacktestFailedException($"{part.Partition} ended at {part.To} and now ends at {result.Offset.Value}: the topic was made anew while it was read.");
            if (!result.IsPartitionEOF && result.Offset.Value < part.To)
                yield return result;
            if (result.IsPartitionEOF || result.Offset.Value >= part.To - 1)
                yield break;
        }
    }

    public void Dispose() => _consumer.Dispose();

    private long StartOf(TopicPartition partition, DateTimeOffset time, WatermarkOffsets marks)
    {
        try
        {
            var found = _consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(time.UtcDateTime))], AnswerWait).Single().Offset;
            // Not every broker can tell: the embedded one answers "end" to every time. Then the beginning is read and passed over.
            return found.IsSpecial ? marks.Low.Value : found.Value;
        }
        catch (KafkaException)
        {
            return marks.Low.Value;
        }
    }
}
