namespace Moderation.Core.Evidence.Text;

/// <summary>Since when something comes without a gap longer than allowed.</summary>
/// <remarks>A late line lengthens the run that it touches; one that would have joined it to an earlier run does not bring that one back.</remarks>
internal struct SustainedRun
{
    private long _startTicks;
    private long _newestTicks;

    public void Add(DateTimeOffset at, TimeSpan longestGap)
    {
        var ticks = at.UtcTicks;
        if (_newestTicks == 0 || ticks - _newestTicks > longestGap.Ticks)
            (_startTicks, _newestTicks) = (ticks, ticks);
        else if (ticks > _newestTicks)
            _newestTicks = ticks;
        else if (ticks < _startTicks && _startTicks - ticks <= longestGap.Ticks)
            _startTicks = ticks;
    }

    /// <summary>From the first to the newest, in seconds; 0 when the newest is longer ago than the gap.</summary>
    public readonly double SecondsAt(DateTimeOffset now, TimeSpan longestGap) =>
        _newestTicks == 0 || now.UtcTicks - _newestTicks > longestGap.Ticks ? 0 : new TimeSpan(_newestTicks - _startTicks).TotalSeconds;

    /// <summary>Writes it down.</summary>
    public readonly void Save(StateWriter writer)
    {
        writer.Write(new DateTimeOffset(_startTicks, TimeSpan.Zero));
        writer.Write(new DateTimeOffset(_newestTicks, TimeSpan.Zero));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static SustainedRun Restore(StateReader reader) => new() { _startTicks = reader.ReadTime().UtcTicks, _newestTicks = reader.ReadTime().UtcTicks };
}
