using Moderation.Core.Subjects;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>Tells which lives have been quiet for so long that deciders have forgotten them. An ended live counts from its end.</summary>
/// <remarks>The clock is when entries were written, not what they claim: a wrong event time of one live cannot age the others.</remarks>
internal sealed class QuietLives(TimeSpan after)
{
    private readonly Dictionary<LiveId, LinkedListNode<(LiveId Live, DateTimeOffset At, bool HasEnded)>> _places = [];
    private readonly LinkedList<(LiveId Live, DateTimeOffset At, bool HasEnded)> _byTime = [];
    private DateTimeOffset _clock = DateTimeOffset.MinValue;

    /// <summary>Moves the clock on, and gives one live after the other that is quiet for too long now; it is not followed any more.</summary>
    public bool TryForget(DateTimeOffset writtenAt, out LiveId live)
    {
        _clock = writtenAt > _clock ? writtenAt : _clock;
        if (_byTime.First is { } oldest && _clock - oldest.Value.At > after)
        {
            live = oldest.Value.Live;
            _places.Remove(live);
            _byTime.RemoveFirst();
            return true;
        }

        live = default;
        return false;
    }

    /// <summary>Notes that a live was heard of.</summary>
    public void Touch(LiveId live, bool hasEnded)
    {
        if (_places.TryGetValue(live, out var place))
        {
            if (place.Value.HasEnded && hasEnded)
                return;
            _byTime.Remove(place);
        }

        _places[live] = _byTime.AddLast((live, _clock, hasEnded));
    }
}
