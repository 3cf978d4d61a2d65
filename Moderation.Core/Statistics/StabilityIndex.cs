namespace Moderation.Core.Statistics;

/// <summary>How far a distribution of scores has moved from another: the population stability index.</summary>
/// <remarks>Σ (p - r)·ln(p/r) over the bins, which is Jeffreys' divergence of the two: 0 where they are the same, never under 0, the same whichever is the reference.
/// By custom under 0.1 is stable and over 0.25 has moved (Siddiqi, "Credit Risk Scorecards", 2006). It has no such meaning for few scores: with n in each, chance alone brings about 2·(bins - 1)/n.</remarks>
public static class StabilityIndex
{
    /// <summary>From here on a distribution has moved.</summary>
    public const double Moved = 0.25;

    /// <summary>Fewest scores on either side that it is computed from.</summary>
    public const long Fewest = 100;

    // An empty bin would make it infinite. Half a score in each bin is Jeffreys' prior for shares.
    private const double Prior = 0.5;

    /// <summary>The index; null where either side has fewer than <see cref="Fewest"/> scores, which is unknown and not stable.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> where the bins are not the same number, or a count is under 0.</remarks>
    /// <param name="reference">Scores in each bin, in the time that is compared with.</param>
    /// <param name="now">Scores in the same bins now.</param>
    public static double? Of(IReadOnlyList<long> reference, IReadOnlyList<long> now)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(now);
        if (reference.Count != now.Count || reference.Concat(now).Any(count => count < 0))
            throw new ArgumentException("both distributions are counts over the same bins", nameof(now));
        var (before, after) = (reference.Sum(), now.Sum());
        if (before < Fewest || after < Fewest)
            return null;
        double index = 0;
        for (var i = 0; i < now.Count; i++)
        {
            var r = (reference[i] + Prior) / (before + Prior * now.Count);
            var p = (now[i] + Prior) / (after + Prior * now.Count);
            index += (p - r) * Math.Log(p / r);
        }

        return index;
    }
}
