using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections.DeadLetters;

/// <summary>A dead letter at its place, or what is wrong with the letter itself.</summary>
/// <param name="Partition">Partition of the topic of dead letters.</param>
/// <param name="Offset">Offset there.</param>
/// <param name="WrittenAt">When the broker took it.</param>
/// <param name="Letter">The letter; null where it cannot be read itself.</param>
/// <param name="Fault">Why not; empty where it can.</param>
internal sealed record PlacedLetter(int Partition, long Offset, DateTimeOffset WrittenAt, DeadLetterRecord? Letter, string Fault);

/// <summary>A page of dead letters, newest first.</summary>
/// <param name="Letters">The letters.</param>
/// <param name="Ends">Where the next page ends in each partition; null when this is the last one.</param>
internal sealed record LetterPage(IReadOnlyList<PlacedLetter> Letters, IReadOnlyList<long>? Ends);

/// <summary>Reads the topic of dead letters, and what they are about, by offset: no group, no commit, nothing kept.</summary>
internal sealed class DeadLetterReader(IOptions<KafkaOptions> kafka, TimeProvider time, ILogger<DeadLetterReader> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(100);

    /// <summary>The newest letters before the given ends.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or has no such topic.</exception>
    public Task<LetterPage> PageAsync(IReadOnlyList<long>? ends, int limit, CancellationToken token) => Task.Run(() => Page(ends, limit, token), token);

    /// <summary>One letter; null when there is none at this place any more.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public async Task<PlacedLetter?> FindAsync(int partition, long offset, CancellationToken token) =>
        await OriginalAsync(new RecordRef(TopicNames.DeadLetters, partition, offset), token) is { } found ? Placed(found) : null;

    /// <summary>The record at a place; null when the topic holds it no more.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or has no such partition.</exception>
    public Task<ConsumeResult<byte[]?, byte[]?>?> OriginalAsync(RecordRef place, CancellationToken token) => Task.Run(
        () =>
        {
            using var consumer = Open();
            var partition = new TopicPartition(place.Topic, place.Partition);
            var marks = consumer.QueryWatermarkOffsets(partition, Patience);
            return place.Offset < marks.Low.Value || place.Offset >= marks.High.Value
                ? null
                : Read(consumer, [new Part(partition, place.Offset, place.Offset + 1)], token).FirstOrDefault(result => result.Offset.Value == place.Offset);
        },
        token);

    private LetterPage Page(IReadOnlyList<long>? ends, int limit, CancellationToken token)
    {
        using var consumer = Open();
        var partitions = Partitions(consumer, token);
        var parts = new List<Part>();
        var lows = new List<long>();
        foreach (var partition in partitions)
        {
            var marks = consumer.QueryWatermarkOffsets(partition, Patience);
            var end = Math.Min(marks.High.Value, ends?.ElementAtOrDefault(partition.Partition.Value) ?? long.MaxValue);
            lows.Add(marks.Low.Value);
            parts.Add(new Part(partition, Math.Max(marks.Low.Value, end - limit), Math.Max(end, marks.Low.Value)));
        }

        var letters = Read(consumer, [.. parts.Where(part => part.From < part.To)], token).Select(Placed)
            .OrderByDescending(letter => letter.WrittenAt).ThenByDescending(letter => letter.Offset).Take(limit).ToList();
        // Where none of a partition's letters came onto this page, the next one begins with all of them.
        var next = parts.Select(part => letters.Where(letter => letter.Partition == part.Partition.Partition.Value).Select(letter => letter.Offset).DefaultIfEmpty(part.To).Min()).ToList();
        return new LetterPage(letters, next.Where((end, index) => end > lows[index]).Any() ? next : null);
    }

    private List<ConsumeResult<byte[]?, byte[]?>> Read(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<Part> parts, CancellationToken token)
    {
        var found = new List<ConsumeResult<byte[]?, byte[]?>>();
        var unread = parts.ToDictionary(part => part.Partition, part => part.To);
        consumer.Assign(parts.Select(part => new TopicPartitionOffset(part.Partition, part.From)));
        var heard = time.GetTimestamp();
        while (unread.Count > 0)
        {
            token.ThrowIfCancellationRequested();
            if (consumer.Consume(PollWait) is not { } result)
            {
                if (time.GetElapsedTime(heard) > Patience)
                    throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "the broker holds more than it gives"));
                continue;
            }

            heard = time.GetTimestamp();
            if (!unread.TryGetValue(result.TopicPartition, out var end))
                continue;
            if (!result.IsPartitionEOF && result.Offset.Value < end)
                found.Add(result);
            if (result.IsPartitionEOF || result.Offset.Value >= end - 1)
                unread.Remove(result.TopicPartition);
        }

        return found;
    }

    private IConsumer<byte[]?, byte[]?> Open() => new ConsumerBuilder<byte[]?, byte[]?>(KafkaClients.Follower(kafka.Value))
        .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
        .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
        .Build();

    private static List<TopicPartition> Partitions(IConsumer<byte[]?, byte[]?> consumer, CancellationToken token)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topic = KafkaClients.Ask(wait => admin.GetMetadata(TopicNames.DeadLetters, wait), Patience, token).Topics.Single();
        return topic.Error.IsError
            ? throw new KafkaException(topic.Error)
            : [.. topic.Partitions.Select(partition => new TopicPartition(TopicNames.DeadLetters, partition.PartitionId)).OrderBy(partition => partition.Partition.Value)];
    }

    private static PlacedLetter Placed(ConsumeResult<byte[]?, byte[]?> result)
    {
        var outcome = RecordReader.Read(result.Message.Value, WireJson.Default.DeadLetterRecord);
        return new PlacedLetter(result.Partition.Value, result.Offset.Value, new DateTimeOffset(result.Message.Timestamp.UtcDateTime, TimeSpan.Zero), outcome.Record, outcome.Detail);
    }

    /// <summary>A part of a partition, up to and without its end.</summary>
    private sealed record Part(TopicPartition Partition, long From, long To);
}
