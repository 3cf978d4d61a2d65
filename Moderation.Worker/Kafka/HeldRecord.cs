using Confluent.Kafka;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Kafka;

/// <summary>One consumed record until its fate is durable.</summary>
/// <remarks>
/// It begins with one hold, that of the code working on it; every publication made because of it adds one. When the last hold is released
/// the record is finished. So a record can only be committed after its worker is done and everything it gave rise to is acknowledged.
/// Holds may be released on any thread.
/// </remarks>
internal sealed class HeldRecord(AssignedPartition partition, ConsumeResult<byte[]?, byte[]?> source)
{
    private int _holds = 1;
    private volatile bool _abandoned;

    public AssignedPartition Partition { get; } = partition;

    public long Offset { get; } = source.Offset.Value;

    public byte[]? Key { get; } = source.Message.Key;

    public byte[] Value { get; } = source.Message.Value ?? [];

    public Headers? Headers { get; } = source.Message.Headers;

    /// <summary>When it was written to the topic, by the clock of its producer or broker.</summary>
    public DateTimeOffset WrittenAt { get; } = DateTimeOffset.FromUnixTimeMilliseconds(source.Message.Timestamp.UnixTimestampMs);

    /// <summary>Whether it only rebuilds state.</summary>
    public bool IsReplay => Offset < Partition.ReplayEnd;

    public RecordRef Ref => new(Partition.Id.Topic, Partition.Id.Partition.Value, Offset);

    public void Hold() => Interlocked.Increment(ref _holds);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
            Partition.Finish(Offset, durable: !_abandoned);
    }

    /// <summary>Gives the record up without a fate; it will be delivered again, here or to the partition's next owner.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Release();
    }
}
