using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary>Reads the log of signals off a cluster, from its beginning or from a time to where it ends now.</summary>
internal static class SignalLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Every entry, in order inside each partition.</summary>
    /// <param name="bootstrap">The cluster.</param>
    /// <param name="from">Entries written before are passed over, where the broker can tell; null takes all there are.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IEnumerable<ConsumeResult<string?, byte[]>> Read(string bootstrap, DateTimeOffset? from, CancellationToken stop)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            ClientId = "moderation-policy",
            GroupId = "moderation-policy",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<string?, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var left = Assign(consumer, bootstrap, from);
        while (left.Count > 0)
        {
            var result = consumer.Consume(stop);
            if (result.IsPartitionEOF)
            {
                left.Remove(result.Partition);
                continue;
            }

            if (!left.TryGetValue(result.Partition, out var end))
                continue;
            if (result.Offset.Value >= end - 1)
                left.Remove(result.Partition);
            if (result.Offset.Value < end && result.Message.Value is not null)
                yield return result;
        }
    }

    /// <summary>Assigns every partition that holds something, and tells where each ends now.</summary>
    private static Dictionary<Partition, long> Assign(IConsumer<string?, byte[]> consumer, string bootstrap, DateTimeOffset? from)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            var topic = admin.GetMetadata(TopicNames.Signals, Patience).Topics.Single();
            if (topic.Error.IsError)
                throw new ToolException($"{bootstrap} has no topic {TopicNames.Signals}: {topic.Error.Reason}");
            var ends = new Dictionary<Partition, long>();
            var starts = new List<TopicPartitionOffset>();
            foreach (var partition in topic.Partitions.Select(partition => new TopicPartition(TopicNames.Signals, partition.PartitionId)))
            {
                var marks = consumer.QueryWatermarkOffsets(partition, Patience);
                if (marks.Low >= marks.High)
                    continue;
                ends[partition.Partition] = marks.High.Value;
                starts.Add(new TopicPartitionOffset(partition, from is { } time ? StartOf(consumer, partition, time, marks) : marks.Low));
            }

            foreach (var empty in starts.Where(start => start.Offset.Value >= ends[start.Partition]).ToList())
                ends.Remove(empty.Partition);
            consumer.Assign(starts.Where(start => ends.ContainsKey(start.Partition)));
            return ends;
        }
        catch (KafkaException e)
        {
            throw new ToolException($"no broker answers at {bootstrap}: {e.Error.Reason}", e);
        }
    }

    private static Offset StartOf(IConsumer<string?, byte[]> consumer, TopicPartition partition, DateTimeOffset time, WatermarkOffsets marks)
    {
        try
        {
            var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(time.UtcDateTime))], Patience).Single().Offset;
            // Not every broker can tell: the embedded one answers "end" to every time. Then the beginning is read and passed over.
            return found.IsSpecial ? marks.Low : found;
        }
        catch (KafkaException)
        {
            return marks.Low;
        }
    }
}
