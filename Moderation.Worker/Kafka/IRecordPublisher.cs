namespace Moderation.Worker.Kafka;

/// <summary>One record to write.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Key">UTF-8 key: the live; null only for dead letters of records that had none.</param>
/// <param name="Value">UTF-8 JSON.</param>
/// <param name="TraceParent">UTF-8 W3C trace context to carry on, if there is one.</param>
internal readonly record struct OutgoingRecord(string Topic, byte[]? Key, byte[] Value, byte[]? TraceParent);

/// <summary>Writes records on behalf of a consumed one. The edge to the producer.</summary>
internal interface IRecordPublisher
{
    /// <summary>Sends a record and holds the one that gave rise to it until the broker has acknowledged. Does not wait.</summary>
    /// <remarks>Safe for several threads. Records of one key that are sent from one thread stay in order.</remarks>
    void Publish(in OutgoingRecord record, HeldRecord because);
}
