namespace Moderation.Core.Statistics;

/// <summary>The share that turned out right, as it never falls while belief rises: isotonic regression of outcomes on beliefs.</summary>
/// <remarks>Ayer, Brunk, Ewing, Reid and Silverman, "An empirical distribution function for sampling with incomplete information", Annals of Mathematical Statistics 26, 1955: pools neighbours until
/// none is under the one before, which is the fit with the least Brier score of all that never fall. An interval is of its step alone, as if the step had been chosen beforehand.</remarks>
/// <param name="Steps">From the lowest belief that was judged to the highest; shares rise from each to the next.</param>
public sealed record MonotoneFit(IReadOnlyList<MonotoneStep> Steps)
{
    /// <summary>Fits it; without anything judged there are no steps.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a belief that is no probability.</remarks>
    /// <param name="judged">Each belief, 0..1, with whether it turned out to be right.</param>
    public static MonotoneFit Of(IEnumerable<(double Belief, bool IsRight)> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var pools = new List<Pool>();
        foreach (var same in judged.GroupBy(one => one.Belief).OrderBy(group => group.Key))
        {
            if (!(same.Key is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(judged), same.Key, "a belief is from 0 to 1");
            pools.Add(new Pool(same.Key, same.Key, same.LongCount(one => one.IsRight), same.LongCount()));
            // What is equal is pooled, too, so that a step ends where the share changes.
            while (pools is [.., var before, var last] && !IsUnder(before, last))
            {
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = new Pool(before.From, last.To, before.Right + last.Right, before.Of + last.Of);
            }
        }

        return new MonotoneFit([.. pools.Select(pool => new MonotoneStep(pool.From, pool.To, Proportion.Wilson(pool.Right, pool.Of)))]);
    }

    /// <summary>What a belief is worth: the share of its step, and between two steps the straight line from one to the other. Null outside of what was judged, where nothing is known.</summary>
    /// <param name="belief">The belief, 0..1.</param>
    public double? Correct(double belief)
    {
        MonotoneStep? under = null;
        foreach (var step in Steps)
        {
            if (belief < step.From)
                return under is null ? null : under.Right.Share + (step.Right.Share - under.Right.Share) * (belief - under.To) / (step.From - under.To);
            if (belief <= step.To)
                return step.Right.Share;
            under = step;
        }

        return null;
    }

    // Whole numbers: shares as fractions of a computer's would call equal ones different.
    private static bool IsUnder(Pool one, Pool other) => (Int128)one.Right * other.Of < (Int128)other.Right * one.Of;

    private readonly record struct Pool(double From, double To, long Right, long Of);
}

/// <summary>Beliefs that are worth the same.</summary>
/// <param name="From">The lowest belief in it that was judged, 0..1.</param>
/// <param name="To">The highest.</param>
/// <param name="Right">How many of them turned out to be right.</param>
public sealed record MonotoneStep(double From, double To, Proportion Right);
