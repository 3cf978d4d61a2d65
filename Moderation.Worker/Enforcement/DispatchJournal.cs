using System.Text;
using System.Text.Json;
using Moderation.Core.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Writes down what became of orders, and lets nothing leave before the broker has acknowledged what was written.</summary>
/// <remarks>
/// What leaves, leaves in the order in which it was decided, live by live: no reversal overtakes its order, no set of restrictions an earlier one. Everything
/// but the acknowledgements comes from the fold's thread, and they go through its queue.
/// </remarks>
internal sealed class DispatchJournal(IRecordPublisher publisher, FoldQueue queue, EdgeDesk edges, Ownership ownership, EnforcementMetrics metrics, TimeProvider time)
{
    /// <summary>Header that names who wrote a record, so that whoever enforces knows its own from a former owner's late ones.</summary>
    public const string WriterHeader = "writer";

    private readonly Dictionary<LiveId, Queue<Entry>> _waiting = [];
    private readonly Dictionary<ActionId, byte[]> _traces = [];
    private readonly byte[] _writer = Encoding.ASCII.GetBytes($"{Guid.CreateVersion7():N}");

    /// <summary>Whether a record was written by this journal.</summary>
    public bool IsOwn(ReadOnlySpan<byte> writer) => writer.SequenceEqual(_writer);

    /// <summary>Writes an outcome; what follows from it leaves by itself.</summary>
    /// <param name="outcome">What was decided.</param>
    /// <param name="because">The order that gave rise to it, which is not committed before all is written; null where a crash makes it again.</param>
    /// <param name="trace">Trace context to carry on.</param>
    public void Write(DispatchOutcome outcome, HeldRecord? because = null, byte[]? trace = null)
    {
        foreach (var reversal in outcome.Order)
            Publish(new OutgoingRecord(TopicNames.Orders, Key(reversal.LiveId), Json(reversal), trace), because, null);
        var entries = new Dictionary<LiveId, Entry>();
        foreach (var sending in outcome.Send)
            EntryOf(entries, sending.Order.LiveId, because, trace).Sends.Add(sending);
        foreach (var restrictions in outcome.Restrictions)
            EntryOf(entries, restrictions.LiveId, because, trace).Restrictions = restrictions;
        foreach (var record in outcome.Changed)
            Write(record, because, trace, EntryOf(entries, record.Order.LiveId, because, trace));
        foreach (var live in entries.Keys)
            Leave(live);
    }

    /// <summary>Writes what is in force in a live, after everything of that live that still waits.</summary>
    public void Write(RestrictionRecord restrictions)
    {
        EntryOf([], restrictions.LiveId, null, null).Restrictions = restrictions;
        Leave(restrictions.LiveId);
    }

    private Entry EntryOf(Dictionary<LiveId, Entry> entries, LiveId live, HeldRecord? because, byte[]? trace)
    {
        if (entries.TryGetValue(live, out var entry))
            return entry;
        entry = new Entry(because?.WrittenAt, trace);
        entries.Add(live, entry);
        if (!_waiting.TryGetValue(live, out var waiting))
            _waiting.Add(live, waiting = []);
        waiting.Enqueue(entry);
        return entry;
    }

    private void Write(DispatchRecord record, HeldRecord? because, byte[]? trace, Entry entry)
    {
        entry.Unwritten++;
        if (record.State != DispatchState.Released)
            _traces.Remove(record.Order.ActionId);
        var value = JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.DispatchRecord);
        Publish(Signed(TopicNames.Dispatches, Encoding.UTF8.GetBytes(record.Order.ActionId.Value), value, trace), because, () =>
        {
            entry.Unwritten--;
            Leave(record.Order.LiveId);
        });
    }

    private void Publish(OutgoingRecord record, HeldRecord? because, Action? written)
    {
        because?.Hold();
        publisher.Send(record, _ =>
        {
            because?.Release();
            if (written is not null)
                queue.Post(written);
        });
    }

    private void Leave(LiveId live)
    {
        if (!_waiting.TryGetValue(live, out var waiting))
            return;
        while (waiting.TryPeek(out var entry) && entry.Unwritten == 0)
        {
            waiting.Dequeue();
            Leave(entry);
        }

        if (waiting.Count == 0)
            _waiting.Remove(live);
    }

    private void Leave(Entry entry)
    {
        if (entry.Restrictions is { } restrictions)
            publisher.Send(Signed(TopicNames.Restrictions, Key(restrictions.LiveId), JsonSerializer.SerializeToUtf8Bytes(restrictions, WireJson.Default.RestrictionRecord), entry.Trace));
        foreach (var sending in entry.Sends)
        {
            if (sending.Attempt == 1 && entry.Trace is { } trace)
                _traces[sending.Order.ActionId] = trace;
            edges.Send(new EdgeSending(sending.Order, sending.Attempt, entry.Trace ?? _traces.GetValueOrDefault(sending.Order.ActionId), ownership));
            if (sending.Attempt == 1 && entry.OrderedAt is { } orderedAt)
                metrics.RecordRelease(sending.Order, time.GetUtcNow() - orderedAt);
        }
    }

    private OutgoingRecord Signed(string topic, byte[] key, byte[] value, byte[]? trace) => new(topic, key, value, trace, Headers: [new(WriterHeader, _writer)]);

    private static byte[] Key(LiveId live) => Encoding.UTF8.GetBytes(live.Value);

    private static byte[] Json(ActionRecord order) => JsonSerializer.SerializeToUtf8Bytes(order, WireJson.Default.ActionRecord);

    /// <summary>What leaves together once all of it is written down.</summary>
    private sealed class Entry(DateTimeOffset? orderedAt, byte[]? trace)
    {
        public DateTimeOffset? OrderedAt { get; } = orderedAt;

        public byte[]? Trace { get; } = trace;

        public int Unwritten { get; set; }

        public List<Sending> Sends { get; } = [];

        public RestrictionRecord? Restrictions { get; set; }
    }
}
