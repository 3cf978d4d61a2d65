namespace Moderation.Core.Evidence.Text;

/// <summary>A sum whose parts weigh half after each half-life of event time. Parts may come in any order of event time.</summary>
/// <remarks>
/// Kept as its value at the newest event time seen: an older part is added with the weight that it has left by then, so the result depends
/// on the order of arrival by rounding only.
/// </remarks>
internal struct DecayedSum
{
    private double _value;
    private long _newestTicks;

    public void Add(double weight, DateTimeOffset at, TimeSpan halfLife)
    {
        var ticks = at.UtcTicks;
        if (_value == 0)
            (_value, _newestTicks) = (weight, ticks);
        else if (ticks > _newestTicks)
            (_value, _newestTicks) = (_value * Kept(ticks - _newestTicks, halfLife) + weight, ticks);
        else
            _value += weight * Kept(_newestTicks - ticks, halfLife);
    }

    /// <summary>The sum at a time; before the newest part it is the sum at that part.</summary>
    public readonly double At(DateTimeOffset now, TimeSpan halfLife) =>
        now.UtcTicks > _newestTicks ? _value * Kept(now.UtcTicks - _newestTicks, halfLife) : _value;

    /// <summary>The steady rate per minute that would keep the sum where it is.</summary>
    public readonly double PerMinute(DateTimeOffset now, TimeSpan halfLife) => At(now, halfLife) * PortableMath.Ln2 / halfLife.TotalMinutes;

    /// <summary>Writes it down.</summary>
    public readonly void Save(StateWriter writer)
    {
        writer.Write(_value);
        writer.Write(new DateTimeOffset(_newestTicks, TimeSpan.Zero));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static DecayedSum Restore(StateReader reader) => new() { _value = reader.ReadDouble(), _newestTicks = reader.ReadTime().UtcTicks };

    private static double Kept(long gapTicks, TimeSpan halfLife) => PortableMath.Exp2(-(gapTicks / (double)halfLife.Ticks));
}
