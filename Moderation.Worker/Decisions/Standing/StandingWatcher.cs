using System.Collections.Concurrent;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions.Standing;

/// <summary>What is known across lives about users, as the topic of standing tells it. Safe for several threads.</summary>
/// <remarks>Bounded: beyond <see cref="DeciderOptions.MaxStandings"/>, what was told longest ago is forgotten, and those users' standing is unknown.</remarks>
internal sealed class StandingWatcher(DeciderOptions options, DecisionMetrics metrics, ILogger<StandingWatcher> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, LinkedListNode<StandingRecord>> _newest = [];
    private readonly LinkedList<StandingRecord> _byTime = [];
    private readonly ConcurrentQueue<UserId> _changed = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _newest.Count;
        }
    }

    /// <summary>What is known about a user; null is nothing.</summary>
    public StandingRecord? Find(UserId user)
    {
        lock (_gate)
            return _newest.TryGetValue(user, out var node) ? node.Value : null;
    }

    /// <summary>The next user whose standing changed since somebody asked last.</summary>
    public bool TryTakeChanged(out UserId user) => _changed.TryDequeue(out user);

    /// <summary>Takes a record of the topic; one that cannot be used changes nothing.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> source)
    {
        if (source.Message.Value is not { Length: > 0 } value)
        {
            if (Intake.FrameHeadReader.TryReadId<UserId>(source.Message.Key, out var gone))
                Forget(gone);
            return;
        }

        var outcome = RecordReader.Read(value, WireJson.Default.StandingRecord);
        if (outcome.Record is { } standing && Intake.FrameHeadReader.TryReadId<UserId>(source.Message.Key, out var user) && user == standing.UserId)
        {
            Keep(standing);
            return;
        }

        metrics.StandingsRefused.Add(1);
        log.StandingUnusable(
            new RecordRef(source.Topic, source.Partition.Value, source.Offset.Value), outcome.Record is null ? outcome.Detail : "the key is not the record's user id");
    }

    private void Keep(StandingRecord standing)
    {
        lock (_gate)
        {
            if (_newest.Remove(standing.UserId, out var known))
                _byTime.Remove(known);
            _newest[standing.UserId] = _byTime.AddLast(standing);
            while (_newest.Count > options.MaxStandings)
            {
                _newest.Remove(_byTime.First!.Value.UserId);
                _byTime.RemoveFirst();
            }

            metrics.Standings = _newest.Count;
        }

        _changed.Enqueue(standing.UserId);
    }

    private void Forget(UserId user)
    {
        lock (_gate)
        {
            if (_newest.Remove(user, out var known))
                _byTime.Remove(known);
            metrics.Standings = _newest.Count;
        }
    }
}
