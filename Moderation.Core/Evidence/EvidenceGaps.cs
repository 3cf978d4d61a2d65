using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>Finds the stretches in which nothing was seen, out of the buckets in which something was.</summary>
internal static class EvidenceGaps
{
    /// <summary>Shorter ones are ordinary: somebody turns away, or nobody writes for a moment.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    /// <summary>The stretches between filled stretches, and from the last of them to now, oldest first.</summary>
    /// <param name="filled">Where something was, in order of time; nothing is said of the time before the first.</param>
    /// <param name="now">The live's clock.</param>
    public static IReadOnlyList<EvidenceGap> Between(IEnumerable<(long StartTicks, long EndTicks)> filled, DateTimeOffset now)
    {
        List<EvidenceGap> gaps = [];
        long? since = null;
        foreach (var (start, end) in filled)
        {
            Add(gaps, since, start);
            since = end;
        }

        Add(gaps, since, now.UtcTicks);
        return gaps;
    }

    private static void Add(List<EvidenceGap> gaps, long? since, long until)
    {
        if (since is { } from && until - from >= Shortest.Ticks)
            gaps.Add(new EvidenceGap(new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(until, TimeSpan.Zero)));
    }
}
