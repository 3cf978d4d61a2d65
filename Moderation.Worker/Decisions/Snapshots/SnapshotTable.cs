using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Intake;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>A snapshot, and where in its partition it lies.</summary>
internal readonly record struct StoredSnapshot(SnapshotRecord Record, long Offset);

/// <summary>What the snapshots' topic holds about one partition.</summary>
/// <param name="Newest">The newest snapshot of each live, and of what concerns every live.</param>
/// <param name="LowOffset">The oldest offset that the partition still holds.</param>
/// <param name="NewestOffset">The newest offset that was read; −1 when the partition is empty.</param>
/// <param name="Unreadable">Why a record could not be read; null when all could.</param>
internal sealed record StoredPartition(IReadOnlyDictionary<LiveId, StoredSnapshot> Newest, long LowOffset, long NewestOffset, string? Unreadable);

/// <summary>Keeps the newest snapshot of everything while one partition is read.</summary>
internal sealed class SnapshotTable(long lowOffset)
{
    private readonly Dictionary<LiveId, StoredSnapshot> _newest = [];
    private long _newestOffset = lowOffset - 1;
    private string? _unreadable;

    public void Take(ConsumeResult<byte[]?, byte[]?> source)
    {
        _newestOffset = source.Offset.Value;
        if (!FrameHeadReader.TryReadId<LiveId>(source.Message.Key, out var id))
        {
            _unreadable ??= "a key is no live id";
            return;
        }

        if (source.Message.Value is not { Length: > 0 } value)
        {
            _newest.Remove(id);
            return;
        }

        var outcome = RecordReader.Read(value, WireJson.Default.SnapshotRecord);
        if (outcome.Record is not { } record || record.LiveId != id)
            _unreadable ??= outcome.Record is null ? outcome.Detail : "a key is not the record's live id";
        // A former owner that had lost the partition can have written late; what it covers tells.
        else if (!_newest.TryGetValue(id, out var known) || record.Covers.Offset >= known.Record.Covers.Offset)
            _newest[id] = new StoredSnapshot(record, source.Offset.Value);
    }

    public StoredPartition End() => new(_newest, lowOffset, _newestOffset, _unreadable);
}
