namespace Moderation.Core.Statistics;

/// <summary>How what was believed compares with what turned out: a calibration curve with its two usual summaries.</summary>
/// <param name="Bins">Bins with something in them, lowest belief first.</param>
/// <param name="Brier">Mean square of the difference between belief and outcome, 0..1, 0 at best; null where nothing was judged.</param>
/// <param name="CalibrationError">Mean distance between a bin's mean belief and its share, weighted by what is in it (expected calibration error), 0..1; null where nothing was judged.</param>
public sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins, double? Brier, double? CalibrationError)
{
    /// <summary>How many bins of equal width 0..1 is cut into.</summary>
    public const int BinCount = 10;

    /// <summary>In which bin a belief falls, from 0; certainty is in the last.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for what is no probability.</remarks>
    /// <param name="belief">The belief, 0..1.</param>
    public static int BinOf(double belief) => belief is >= 0 and <= 1
        ? Math.Min(BinCount - 1, (int)(belief * BinCount))
        : throw new ArgumentOutOfRangeException(nameof(belief), belief, "a belief is from 0 to 1");

    /// <summary>The curve of what was judged.</summary>
    /// <param name="judged">Each belief, 0..1, with whether it turned out to be right.</param>
    public static Reliability Of(IEnumerable<(double Belief, bool IsRight)> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var all = judged.ToList();
        if (all.Count == 0)
            return new Reliability([], null, null);
        List<ReliabilityBin> bins = [.. all.GroupBy(one => BinOf(one.Belief)).OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(bin.Key, bin.Average(one => one.Belief), Proportion.Wilson(bin.LongCount(one => one.IsRight), bin.LongCount())))];
        return new Reliability(
            bins,
            all.Average(one => Square(one.Belief - (one.IsRight ? 1 : 0))),
            bins.Sum(bin => bin.Right.Of * Math.Abs(bin.MeanBelief - bin.Right.Share!.Value)) / all.Count);
    }

    private static double Square(double value) => value * value;
}

/// <summary>What was believed about as strongly.</summary>
/// <param name="Number">The bin's number, from 0: beliefs from a tenth of it on.</param>
/// <param name="MeanBelief">Mean of the beliefs in it, 0..1.</param>
/// <param name="Right">How many of them turned out to be right.</param>
public sealed record ReliabilityBin(int Number, double MeanBelief, Proportion Right);
