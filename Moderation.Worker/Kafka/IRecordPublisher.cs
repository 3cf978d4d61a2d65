namespace Moderation.Worker.Kafka;

/// <summary>One record to write.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Key">UTF-8 key: the live; null only for dead letters of records that had none.</param>
/// <param name="Value">UTF-8 JSON; null is a tombstone of a compacted topic.</param>
/// <param name="TraceParent">UTF-8 W3C trace context to carry on, if there is one.</param>
/// <param name="Partition">Where it must lie; null leaves that to the key.</param>
/// <param name="Headers">More headers, UTF-8; null where there are none.</param>
internal readonly record struct OutgoingRecord(
    string Topic, byte[]? Key, byte[]? Value, byte[]? TraceParent, int? Partition = null, IReadOnlyList<KeyValuePair<string, byte[]>>? Headers = null);

/// <summary>Writes records. The edge to the producer.</summary>
internal interface IRecordPublisher
{
    /// <summary>Sends a record and holds the one that gave rise to it until the broker has acknowledged. Does not wait.</summary>
    /// <remarks>Safe for several threads. Records of one key that are sent from one thread stay in order.</remarks>
    void Publish(in OutgoingRecord record, HeldRecord because);

    /// <summary>Sends a record that no consumed one waits for: after a crash it is made again, or not missed. Does not wait.</summary>
    /// <remarks>Safe for several threads; order as with <see cref="Publish"/>.</remarks>
    /// <param name="record">The record.</param>
    /// <param name="acknowledged">Told the record's offset when the broker has it; on another thread.</param>
    void Send(in OutgoingRecord record, Action<long>? acknowledged = null);
}
