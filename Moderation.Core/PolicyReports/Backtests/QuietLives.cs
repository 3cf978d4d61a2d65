using Moderation.Core.Subjects;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>Tells which lives have been quiet for so long that deciders have forgotten them. An ended live counts from its end.</summary>
/// <remarks>The clock is when entries were written, not what they claim: a wrong event time of one live cannot age the others.</remarks>
internal sealed class QuietLives(TimeSpan after)
{
    private readonly Dictionary<LiveId, LinkedListNode<(LiveId Live, DateTimeOffset At, bool HasEnded)>> _places = [];
    private readonly LinkedList<(LiveId Live, DateTimeOffset At, bool HasEnded)> _byTime = [];
    private DateTimeOffset _clock = DateTimeOffset.MinValue;

    /// <summary>Moves the clock on.</summary>
    /// <returns>The lives that are quiet for too long now; they are not followed any more.</returns>
    public IReadOnlyList<LiveId> Advance(DateTimeOffset writtenAt)
    {
        if (writtenAt <= _clock)
            return [];
        _clock = writtenAt;
        var quiet = new List<LiveId>();
        while (_byTime.First is { } oldest && _clock - oldest.Value.At > after)
        {
            quiet.Add(oldest.Value.Live);
            _places.Remove(oldest.Value.Live);
            _byTime.RemoveFirst();
        }

        return quiet;
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
