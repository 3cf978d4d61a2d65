using Moderation.Core.Decisions;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Decisions;

/// <summary>The lives of one partition. Idle and ended ones are dropped by the log's own clock, so that a replay drops the same ones.</summary>
/// <remarks>The clock is when records were written to the log, not what they claim: a wrong event time of one live cannot age the others.</remarks>
internal sealed class LiveShelf(DeciderOptions options, DeciderRules rules)
{
    private readonly Dictionary<LiveId, LinkedListNode<ShelvedLive>> _lives = [];
    private readonly LinkedList<ShelvedLive> _running = [];
    private readonly LinkedList<ShelvedLive> _ended = [];
    private readonly List<LiveId> _dropped = [];
    private readonly Dictionary<UserId, List<ShelvedLive>> _byUser = [];

    /// <summary>When the newest record of the partition was written.</summary>
    public DateTimeOffset Clock { get; private set; }

    public int Count => _lives.Count;

    public IEnumerable<ShelvedLive> Lives => _lives.Values.Select(node => node.Value);

    public ShelvedLive? Find(LiveId id) => _lives.TryGetValue(id, out var node) ? node.Value : null;

    /// <summary>Moves the clock on, and drops what is old by it.</summary>
    public void Advance(DateTimeOffset writtenAt)
    {
        if (writtenAt > Clock)
            Clock = writtenAt;
        DropOld(_running, options.ForgetIdleAfter);
        DropOld(_ended, options.ForgetEndedAfter);
    }

    /// <summary>The live, made when it is new.</summary>
    public ShelvedLive Take(LiveId id, DateTimeOffset writtenAt)
    {
        Advance(writtenAt);
        if (!_lives.TryGetValue(id, out var node))
        {
            node = new LinkedListNode<ShelvedLive>(new ShelvedLive(id, new LiveDecider(id, rules)));
            _lives.Add(id, node);
            _running.AddLast(node);
        }

        if (node.List == _running)
            Touch(node, _running);
        return node.Value;
    }

    /// <summary>Puts back lives that were written down, in whatever order.</summary>
    public void PutBack(IEnumerable<ShelvedLive> lives)
    {
        foreach (var live in lives.OrderBy(live => live.TouchedAt))
        {
            _lives.Add(live.Id, (live.Decider.HasEnded ? _ended : _running).AddLast(live));
            Note(live, live.Decider.Users);
            if (live.TouchedAt > Clock)
                Clock = live.TouchedAt;
        }
    }

    /// <summary>The lives that an account is known to take part in.</summary>
    public IReadOnlyList<ShelvedLive> Of(UserId user) => _byUser.TryGetValue(user, out var lives) ? lives : [];

    /// <summary>Takes note of accounts that take part in a live.</summary>
    public void Note(ShelvedLive live, IEnumerable<UserId> users)
    {
        foreach (var user in users)
        {
            if (!live.Note(user))
                continue;
            if (_byUser.TryGetValue(user, out var lives))
                lives.Add(live);
            else
                _byUser.Add(user, [live]);
        }
    }

    /// <summary>Puts an ended live aside, to be dropped sooner than an idle one.</summary>
    public void End(ShelvedLive live)
    {
        var node = _lives[live.Id];
        if (node.List == _running)
            Touch(node, _ended);
    }

    /// <summary>Drops a live whose state cannot be trusted any more.</summary>
    public void Drop(LiveId id)
    {
        if (!_lives.Remove(id, out var node))
            return;
        node.List!.Remove(node);
        foreach (var user in node.Value.Users)
        {
            var lives = _byUser[user];
            lives.Remove(node.Value);
            if (lives.Count == 0)
                _byUser.Remove(user);
        }

        if (node.Value.SnapshotFloor is not null)
            _dropped.Add(id);
    }

    /// <summary>The lives that were dropped since the last call although a snapshot of them lies in the topic.</summary>
    public IReadOnlyList<LiveId> TakeDropped()
    {
        LiveId[] dropped = [.. _dropped.Distinct()];
        _dropped.Clear();
        return dropped;
    }

    private void Touch(LinkedListNode<ShelvedLive> node, LinkedList<ShelvedLive> onto)
    {
        node.Value.TouchedAt = Clock;
        node.List!.Remove(node);
        onto.AddLast(node);
    }

    private void DropOld(LinkedList<ShelvedLive> lives, TimeSpan keep)
    {
        while (lives.First is { } oldest && Clock - oldest.Value.TouchedAt > keep)
            Drop(oldest.Value.Id);
    }
}
