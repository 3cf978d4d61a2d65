using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Writes one partition's memory down, in rounds: each writes the lives that changed, a few at a time, and then a checkpoint.</summary>
/// <remarks>
/// A snapshot leaves only when everything that followed from the entries in it is acknowledged: whoever begins from it never reads those
/// entries again. What the guards counted goes before the lives whose orders it contains, so that no order is forgotten; the checkpoint goes
/// last, so that it never speaks of a snapshot that is not there. One producer, one partition: they arrive in that order or not at all.
/// All calls come from the loop's own thread, except the acknowledgements.
/// </remarks>
internal sealed class SnapshotRounds(DecidedPartition partition, long coveredThrough, long snapshotsThrough, SnapshotSettings settings)
{
    /// <summary>Lives that are written down at one tick: a few milliseconds.</summary>
    private const int LivesPerTick = 16;

    /// <summary>The topic allows 1 MiB. A larger memory is not written, and neither is a checkpoint that would speak of it.</summary>
    private const int LargestByteCount = 950_000;

    /// <summary>What did not change is written again after this time, so that no snapshot that is needed grows old in the topic.</summary>
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(10);

    private readonly Queue<LiveId> _due = [];
    private readonly List<OutgoingRecord> _waiting = [];
    private long _waitingPosition;
    private long? _roundPosition;
    private long _roundAt = settings.Time.GetTimestamp();
    private IReadOnlyList<LiveId> _dropped = [];
    private bool _isWhole;
    private long _written = coveredThrough;
    private long _ordersWritten;
    private bool _timelineDirty = true;
    private long _timelineFloor;
    private long _timelineAt;
    private long _acknowledged = snapshotsThrough;

    /// <summary>The policies changed: they must be written down before the next checkpoint.</summary>
    public void PoliciesChanged() => _timelineDirty = true;

    /// <summary>Does the next small piece of work, if there is any.</summary>
    public void Advance()
    {
        if (_waiting.Count > 0 && !Leave())
            return;
        if (_roundPosition is null && !Begin())
            return;
        Write();
        Leave();
    }

    private bool Begin()
    {
        if (partition.Position <= _written || settings.Time.GetElapsedTime(_roundAt) < settings.Interval || !partition.IsPastReplay)
            return false;
        (_roundPosition, _roundAt, _isWhole) = (partition.Position, settings.Time.GetTimestamp(), true);
        _dropped = [.. _dropped.Concat(partition.Shelf.TakeDropped())];
        foreach (var live in partition.Shelf.Lives)
        {
            if (live.IsDirty || settings.Time.GetElapsedTime(live.SnapshotAt) >= RefreshAfter)
                _due.Enqueue(live.Id);
        }

        return true;
    }

    private void Write()
    {
        _waitingPosition = partition.Position;
        for (var count = 0; count < LivesPerTick && _due.TryDequeue(out var id); count++)
        {
            if (partition.Shelf.Find(id) is { } live)
                Write(live);
            else
                _waiting.Add(Record(id, null));
        }

        var isLast = _due.Count == 0;
        if (isLast || partition.Guards.Book.OrderCount != _ordersWritten)
        {
            _ordersWritten = partition.Guards.Book.OrderCount;
            var guards = PartitionSnapshots.Guards(partition.Guards.Book.Save(), Ref(_waitingPosition), partition.Guards.Book.Now);
            _waiting.Insert(0, Record(guards.LiveId, guards));
        }

        if (isLast)
            End();
    }

    private void Write(ShelvedLive live)
    {
        var snapshot = live.Decider.Save() with { WrittenAt = live.TouchedAt.ToUniversalTime() };
        var record = Record(live.Id, snapshot);
        if (record.Value!.Length > LargestByteCount)
        {
            _isWhole = false;
            settings.Log.SnapshotTooLarge(live.Id, record.Value.Length);
            return;
        }

        _waiting.Add(record);
        (live.IsDirty, live.SnapshotFloor, live.SnapshotAt, live.SnapshotCovers) = (false, Floor(), settings.Time.GetTimestamp(), snapshot.Covers.Offset);
    }

    private void End()
    {
        var position = _roundPosition!.Value;
        _roundPosition = null;
        _written = position;
        if (_timelineDirty || settings.Time.GetElapsedTime(_timelineAt) >= RefreshAfter)
        {
            (_timelineDirty, _timelineFloor, _timelineAt) = (false, Floor(), settings.Time.GetTimestamp());
            _waiting.Add(Record(SignalRecord.EveryLive, partition.Timeline.Save(Ref(_waitingPosition), partition.Guards.Book.Now)));
        }

        // Without the checkpoint whoever comes next begins at the one before, and reads more.
        if (!_isWhole)
            return;
        var floor = partition.Shelf.Lives.Min(live => live.SnapshotFloor) is { } oldest && oldest < _timelineFloor ? oldest : _timelineFloor;
        var checkpoint = PartitionSnapshots.Checkpoint(Ref(position), floor, partition.Shelf.Clock);
        _waiting.Add(Record(checkpoint.LiveId, checkpoint));
        _waiting.AddRange(_dropped.Where(id => partition.Shelf.Find(id) is null).Select(id => Record(id, null)));
        _dropped = [];
        // A live's snapshot is read back by the policies as they stood where it was taken.
        partition.Timeline.Forget(Math.Min(position + 1, partition.Shelf.Lives.Min(live => live.SnapshotCovers) ?? long.MaxValue));
    }

    /// <summary>Sends what was written, once it may leave.</summary>
    private bool Leave()
    {
        if (partition.DurableUpTo is not { } durable || durable <= _waitingPosition)
            return false;
        foreach (var record in _waiting)
            settings.Publisher.Send(record, Acknowledge);
        settings.Metrics.Snapshots.Add(_waiting.Count);
        _waiting.Clear();
        return true;
    }

    private void Acknowledge(long offset) => Volatile.Write(ref _acknowledged, offset);

    /// <summary>What is sent from now on lies at or after this offset.</summary>
    private long Floor() => Volatile.Read(ref _acknowledged) + 1;

    private RecordRef Ref(long offset) => new(partition.Id.Topic, partition.Id.Partition.Value, offset);

    private OutgoingRecord Record(LiveId id, SnapshotRecord? snapshot) => new(
        TopicNames.Snapshots,
        Encoding.UTF8.GetBytes(id.Value),
        snapshot is null ? null : JsonSerializer.SerializeToUtf8Bytes(snapshot, WireJson.Default.SnapshotRecord),
        null,
        partition.Id.Partition.Value);
}

/// <summary>What every partition's rounds need.</summary>
internal sealed record SnapshotSettings(TimeSpan Interval, IRecordPublisher Publisher, DecisionMetrics Metrics, TimeProvider Time, ILogger Log);
