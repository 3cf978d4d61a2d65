namespace Moderation.Core.Evidence.Text;

/// <summary>A sum whose parts weigh half after each half-life of event time. Parts may come in any order of event time.</summary>
/// <remarks>
/// Kept as its value at the newest event time seen: an older part is added with the weight that it has left by then, so the result depends
/// on the order of arrival by rounding only.
/// </remarks>
internal struct DecayedSum
{
    private double _value;
    private DateTimeOffset _newest;

    public void Add(double weight, DateTimeOffset at, TimeSpan halfLife)
    {
        if (_value == 0)
            (_value, _newest) = (weight, at);
        else if (at > _newest)
            (_value, _newest) = (_value * Kept(at - _newest, halfLife) + weight, at);
        else
            _value += weight * Kept(_newest - at, halfLife);
    }

    /// <summary>The sum at a time; before the newest part it is the sum at that part.</summary>
    public readonly double At(DateTimeOffset now, TimeSpan halfLife) => now > _newest ? _value * Kept(now - _newest, halfLife) : _value;

    /// <summary>The steady rate per minute that would keep the sum where it is.</summary>
    public readonly double PerMinute(DateTimeOffset now, TimeSpan halfLife) => At(now, halfLife) * Math.Log(2) / halfLife.TotalMinutes;

    private static double Kept(TimeSpan gap, TimeSpan halfLife) => Math.Pow(2, -(gap / halfLife));
}
