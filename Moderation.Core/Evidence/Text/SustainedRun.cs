namespace Moderation.Core.Evidence.Text;

/// <summary>Since when something comes without a gap longer than allowed.</summary>
/// <remarks>A late line lengthens the run that it touches; one that would have joined it to an earlier run does not bring that one back.</remarks>
internal struct SustainedRun
{
    private DateTimeOffset _start;
    private DateTimeOffset _newest;

    public void Add(DateTimeOffset at, TimeSpan longestGap)
    {
        if (_newest == default || at - _newest > longestGap)
            (_start, _newest) = (at, at);
        else if (at > _newest)
            _newest = at;
        else if (at < _start && _start - at <= longestGap)
            _start = at;
    }

    /// <summary>From the first to the newest, in seconds; 0 when the newest is longer ago than the gap.</summary>
    public readonly double SecondsAt(DateTimeOffset now, TimeSpan longestGap) =>
        _newest == default || now - _newest > longestGap ? 0 : (_newest - _start).TotalSeconds;
}
