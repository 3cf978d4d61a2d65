using Moderation.Core.Decisions;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Decisions;

/// <summary>One live that is being decided.</summary>
internal sealed class ShelvedLive(LiveId id, LiveDecider decider)
{
    public LiveId Id { get; } = id;

    public LiveDecider Decider { get; } = decider;

    /// <summary>Event time of the newest published state; null before the first.</summary>
    public DateTimeOffset? StatePublishedAt { get; set; }

    /// <summary>When its newest record was written, or the one that ended it.</summary>
    public DateTimeOffset TouchedAt { get; set; }
}

/// <summary>The lives of one partition. Idle and ended ones are dropped by the log's own clock, so that a replay drops the same ones.</summary>
/// <remarks>The clock is when records were written to the log, not what they claim: a wrong event time of one live cannot age the others.</remarks>
internal sealed class LiveShelf(DeciderOptions options, DeciderRules rules)
{
    private readonly Dictionary<LiveId, LinkedListNode<ShelvedLive>> _lives = [];
    private readonly LinkedList<ShelvedLive> _running = [];
    private readonly LinkedList<ShelvedLive> _ended = [];
    private DateTimeOffset _clock;

    public int Count => _lives.Count;

    /// <summary>The live, made when it is new.</summary>
    public ShelvedLive Take(LiveId id, DateTimeOffset writtenAt)
    {
        if (writtenAt > _clock)
            _clock = writtenAt;
        DropOld(_running, options.ForgetIdleAfter);
        DropOld(_ended, options.ForgetEndedAfter);
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
        if (_lives.Remove(id, out var node))
            node.List!.Remove(node);
    }

    private void Touch(LinkedListNode<ShelvedLive> node, LinkedList<ShelvedLive> onto)
    {
        node.Value.TouchedAt = _clock;
        node.List!.Remove(node);
        onto.AddLast(node);
    }

    private void DropOld(LinkedList<ShelvedLive> lives, TimeSpan keep)
    {
        while (lives.First is { } oldest && _clock - oldest.Value.TouchedAt > keep)
            Drop(oldest.Value.Id);
    }
}
