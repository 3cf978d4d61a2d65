using System.Text;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Writes entries of this service's own into the lives' log: from there, and from nowhere else, they change decisions.</summary>
internal sealed class MarkerWriter(IRecordPublisher publisher, DecisionMetrics metrics)
{
    /// <summary>Writes an entry that nobody waits for: whoever owns the partition next finds it missing and writes it again.</summary>
    public void Write(SignalRecord signal, int partition, string kind)
    {
        publisher.Send(Record(signal, partition));
        Count(kind);
    }

    /// <summary>Writes an entry that followed from another one, which is not finished before this one is in the log.</summary>
    public void Write(SignalRecord signal, string kind, HeldRecord because)
    {
        publisher.Publish(Record(signal, because.Partition.Id.Partition.Value), because);
        Count(kind);
    }

    private static OutgoingRecord Record(SignalRecord signal, int partition) => new(
        TopicNames.Signals, Encoding.UTF8.GetBytes(signal.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord), null, partition);

    private void Count(string kind) => metrics.Markers.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
