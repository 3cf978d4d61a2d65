using Confluent.Kafka;
using Moderation.Api.Projections;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>One reading of the topics that gifts are answered from: what is in force whole, of the others the newest records of each partition; then whatever comes.</summary>
/// <remarks>Belongs to no group and commits nothing. Partitions that are added to a topic later are not seen before the next start.</remarks>
internal sealed class GiftFeedSession : IDisposable
{
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BrokerWait = TimeSpan.FromSeconds(10);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly HashSet<TopicPartition> _unread;
    private readonly ILogger _log;
    private readonly CancellationToken _token;

    /// <exception cref="KafkaException">The broker does not answer, or lacks a topic.</exception>
    public GiftFeedSession(KafkaOptions kafka, int readBack, ILogger log, CancellationToken token)
    {
        _token = token;
        _log = log;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = kafka.BootstrapServers,
            GroupId = $"{kafka.GroupPrefix}.api.gifts",
            ClientId = "moderation-api-gifts",
            FetchWaitMaxMs = (int)kafka.FetchWait.TotalMilliseconds,
            FetchQueueBackoffMs = 10,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        })
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .Build();
        try
        {
            List<TopicPartitionOffset> begin =
            [
                .. Partitions(TopicNames.Restrictions).Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)),
                .. Partitions(TopicNames.EnforcementState).Select(partition => Back(partition, 1)),
                .. Partitions(TopicNames.GiftHolds).Select(partition => Back(partition, readBack)),
                .. Partitions(TopicNames.GiftSettlements).Select(partition => Back(partition, readBack)),
                .. Partitions(TopicNames.Gifts).Select(partition => Back(partition, readBack)),
            ];
            Ends = [.. Partitions(TopicNames.GiftSettlements).Concat(Partitions(TopicNames.Dispatches)).SelectMany(End)];
            _unread = [.. begin.Select(position => position.TopicPartition)];
            _consumer.Assign(begin);
        }
        catch (Exception)
        {
            _consumer.Dispose();
            throw;
        }
    }

    /// <summary>Whether everything was read that was there when it began.</summary>
    public bool IsAtEnd => _unread.Count == 0;

    /// <summary>Where each partition of settlements and dispatches ended when it began, of those that hold anything.</summary>
    public IReadOnlyList<TopicPartitionOffset> Ends { get; }

    /// <summary>The next record; null when none came in a moment.</summary>
    public ConsumeResult<byte[]?, byte[]?>? Next()
    {
        ConsumeResult<byte[]?, byte[]?>? result;
        try
        {
            result = _consumer.Consume(PollWait);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal && e.Error.Code != ErrorCode.UnknownTopicOrPart)
        {
            // The client tries again by itself; how long enforcement is silent says whether memory can be relied on.
            _log.ClientError(e.Error.Code, e.Error.Reason);
            return null;
        }

        if (result?.IsPartitionEOF != true)
            return result;
        _unread.Remove(result.TopicPartition);
        return null;
    }

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private IReadOnlyList<TopicPartition> Partitions(string topic)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var found = KafkaClients.Ask(wait => admin.GetMetadata(topic, wait), BrokerWait, _token).Topics.Find(known => known.Topic == topic);
        return found is { Error.IsError: false, Partitions.Count: > 0 }
            ? [.. found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))]
            : throw new KafkaException(found?.Error ?? new Error(ErrorCode.UnknownTopicOrPart, $"there is no topic {topic}"));
    }

    private TopicPartitionOffset Back(TopicPartition partition, long count)
    {
        var marks = KafkaClients.Ask(wait => _consumer.QueryWatermarkOffsets(partition, wait), BrokerWait, _token);
        return new TopicPartitionOffset(partition, Math.Max(marks.Low.Value, marks.High.Value - count));
    }

    private IEnumerable<TopicPartitionOffset> End(TopicPartition partition)
    {
        var marks = KafkaClients.Ask(wait => _consumer.QueryWatermarkOffsets(partition, wait), BrokerWait, _token);
        return marks.High.Value > marks.Low.Value ? [new TopicPartitionOffset(partition, marks.High)] : [];
    }
}
