using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Evidence;

/// <summary>One record that was asked for by its place, or why there is none.</summary>
internal readonly record struct CitedRecord(Message<byte[]?, byte[]?>? Message, GoneReason? Gone);

/// <summary>Reads single records back by their place. Belongs to no group and commits nothing. One caller at a time.</summary>
internal sealed class CitedRecords : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly TimeSpan _patience;

    public CitedRecords(KafkaOptions kafka, CaptureOptions options, ILogger<CitedRecords> log)
    {
        const string Name = "reader.evidence";
        _patience = options.BrokerPatience;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Reader(kafka, Name))
            .SetErrorHandler((_, error) => log.ClientError(Name, error.Code, error.Reason))
            .SetLogHandler((_, message) => log.Client(Name, message.Facility, message.Message))
            .Build();
    }

    /// <summary>Reads one record.</summary>
    /// <exception cref="KafkaException">The broker does not answer; ask again.</exception>
    public CitedRecord Fetch(RecordRef place)
    {
        if (Held(place) is not { } held || place.Offset >= held.High.Value || place.Offset < 0)
            return new CitedRecord(null, GoneReason.NotThere);
        var found = new CitedRecord(null, GoneReason.Retention);
        if (place.Offset >= held.Low.Value)
        {
            Read(place, place.Offset, result =>
            {
                if (result.Offset.Value == place.Offset)
                    found = new CitedRecord(result.Message, null);
            });
        }

        return found;
    }

    /// <summary>Reads what the topic still holds of a stretch that ends with a record.</summary>
    /// <exception cref="KafkaException">The broker does not answer; ask again.</exception>
    public void Scan(RecordRef last, int count, Action<Message<byte[]?, byte[]?>> take)
    {
        if (Held(last) is { } held && Math.Max(held.Low.Value, last.Offset - count + 1) is var first && first <= Math.Min(last.Offset, held.High.Value - 1))
            Read(last, first, result => take(result.Message));
    }

    public void Dispose() => _consumer.Dispose();

    /// <summary>What the partition holds; null where there is no such partition.</summary>
    private WatermarkOffsets? Held(RecordRef place)
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(Partition(place), _patience);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownPartition or ErrorCode.Local_UnknownTopic)
        {
            return null;
        }
    }

    private void Read(RecordRef last, long first, Action<ConsumeResult<byte[]?, byte[]?>> take)
    {
        _consumer.Assign([new TopicPartitionOffset(Partition(last), first)]);
        try
        {
            var heardAt = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(heardAt) < _patience)
            {
                if (_consumer.Consume(Poll) is not { } result)
                    continue;
                heardAt = Stopwatch.GetTimestamp();
                if (result.IsPartitionEOF || result.Offset.Value > last.Offset)
                    return;
                take(result);
                if (result.Offset.Value == last.Offset)
                    return;
            }

            throw new KafkaException(ErrorCode.Local_TimedOut);
        }
        finally
        {
            _consumer.Unassign();
        }
    }

    private static TopicPartition Partition(RecordRef place) => new(place.Topic, place.Partition);
}
