namespace Moderation.Cli.Demo.Watch;

/// <summary>Median and tail of some measured times, in milliseconds; null where nothing was measured.</summary>
internal sealed record LatencySummary(int Count, double? P50, double? P99)
{
    public static LatencySummary Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new LatencySummary(sorted.Length, Percentiles.NearestRank(sorted, 0.5), Percentiles.NearestRank(sorted, 0.99));
    }
}

/// <summary>The newest measured times of one kind, as many as a long run needs. Its owner locks.</summary>
internal sealed class RecentTimes
{
    private const int Kept = 100_000;

    private readonly Queue<double> _milliseconds = [];

    public void Add(TimeSpan time)
    {
        _milliseconds.Enqueue(time.TotalMilliseconds);
        if (_milliseconds.Count > Kept)
            _milliseconds.Dequeue();
    }

    public LatencySummary Sum() => LatencySummary.Of(_milliseconds);
}

/// <summary>Percentiles by nearest rank: always a value that was measured, never one between two.</summary>
internal static class Percentiles
{
    /// <param name="sorted">Ascending.</param>
    /// <param name="share">0..1.</param>
    public static double? NearestRank(ReadOnlySpan<double> sorted, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return sorted.IsEmpty ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
