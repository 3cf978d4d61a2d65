using Moderation.Core.Subjects;

namespace Moderation.Worker.Sampling;

/// <summary>What the sampler made of a frame.</summary>
internal enum SamplingFate
{
    /// <summary>It is scored.</summary>
    Taken,

    /// <summary>Its time slot already has a frame.</summary>
    Rate,

    /// <summary>It was taken in an earlier slot than the newest sample of its live.</summary>
    OutOfOrder,

    /// <summary>It was too old when it was read.</summary>
    Stale,

    /// <summary>It was chosen, and became too old while it waited for a lane.</summary>
    Overload,
}

/// <summary>Chooses frames of the lives of one partition: at most one in each slot of event time.</summary>
/// <remarks>
/// Slots lie on a fixed grid of event time, so the choice does not depend on when frames arrive: a burst after an outage is thinned like
/// live traffic. The grid of a live is shifted by a hash of its id, so that lives do not all ask for the models at the same instant.
/// Not safe for several threads.
/// </remarks>
internal sealed class FrameSampler(SamplingOptions options)
{
    private readonly long _slotTicks = (long)(TimeSpan.TicksPerSecond / options.FramesPerSecond);
    private readonly Dictionary<LiveId, LinkedListNode<Seen>> _lives = [];
    private readonly LinkedList<Seen> _bySeen = [];

    /// <summary>Lives remembered now.</summary>
    public int LiveCount => _lives.Count;

    /// <summary>Decides about one frame.</summary>
    public SamplingFate Decide(LiveId live, DateTimeOffset capturedAt, DateTimeOffset now)
    {
        if (now - capturedAt > options.MaxAge)
            return SamplingFate.Stale;
        var slot = Math.DivRem(capturedAt.UtcTicks + Phase(live), _slotTicks).Quotient;
        var seen = Remember(live, now);
        if (slot == seen.Slot)
            return SamplingFate.Rate;
        if (slot < seen.Slot)
            return SamplingFate.OutOfOrder;
        seen.Slot = slot;
        return SamplingFate.Taken;
    }

    private Seen Remember(LiveId live, DateTimeOffset now)
    {
        if (_lives.TryGetValue(live, out var node))
        {
            _bySeen.Remove(node);
        }
        else
        {
            Forget(now);
            node = new LinkedListNode<Seen>(new Seen(live));
            _lives.Add(live, node);
        }

        node.Value.At = now;
        _bySeen.AddLast(node);
        return node.Value;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_bySeen.First is { } oldest && (_lives.Count >= options.MaxLives || now - oldest.Value.At > options.ForgetAfter))
        {
            _lives.Remove(oldest.Value.Live);
            _bySeen.RemoveFirst();
        }
    }

    /// <remarks>FNV-1a, because string hash codes differ from process to process and a redelivered frame should fall into its old slot.</remarks>
    private long Phase(LiveId live)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in live.Value)
            hash = (hash ^ c) * 1099511628211UL;
        return (long)(hash % (ulong)_slotTicks);
    }

    private sealed class Seen(LiveId live)
    {
        public LiveId Live { get; } = live;

        public DateTimeOffset At { get; set; }

        public long Slot { get; set; } = -1;
    }
}
