using System.Text.Json.Serialization;
using Moderation.Core.Statistics;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports;

/// <summary>How right beliefs were, how sure that is, and what would correct them.</summary>
/// <param name="Curve">Bins, Brier score and calibration error.</param>
/// <param name="Brier">95 % interval of the Brier score; null where too few were judged.</param>
/// <param name="Error">95 % interval of the calibration error; null where too few were judged. Chance alone brings an error above 0, and drawing anew brings a little more.</param>
/// <param name="Correction">What beliefs would be worth; null where too few were judged to say.</param>
/// <param name="CorrectedBrier">Brier score of corrected beliefs that the correction was not fitted on; only where it is under that of the curve does the correction help. Null without a correction.</param>
/// <param name="Gap">Why there is no correction; null where there is one.</param>
public sealed record BeliefCalibration(Reliability Curve, Interval? Brier, Interval? Error, MonotoneFit? Correction, double? CorrectedBrier, CalibrationGap? Gap)
{
    private const int Folds = 5;
    private const int Draws = 1000;

    /// <summary>Compares beliefs with what turned out. The same in the same order gives the same.</summary>
    /// <remarks>Intervals are those of the percentile bootstrap (Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979).
    /// Errors: <see cref="ArgumentOutOfRangeException"/> for a belief that is no probability, or an enough that is none.</remarks>
    /// <param name="judged">Each belief, 0..1, with whether it turned out to be right; one for each thing that was judged.</param>
    /// <param name="enough">Fewest that were judged and fewest of either outcome for intervals and a correction.</param>
    /// <param name="seed">Seed of the drawing and of the dealing.</param>
    public static BeliefCalibration Of(IReadOnlyList<(double Belief, bool IsRight)> judged, EnoughJudged enough, int seed)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentOutOfRangeException.ThrowIfLessThan(enough.Judged, Folds);
        var curve = Reliability.Of(judged);
        if (enough.GapOf(judged) is { } gap)
            return new BeliefCalibration(curve, null, null, null, null, gap);
        var (brier, error) = Intervals(judged, new Random(seed));
        return new BeliefCalibration(curve, brier, error, MonotoneFit.Of(judged), HeldOutBrier(judged, new Random(seed)), null);
    }

    private static (Interval Brier, Interval Error) Intervals(IReadOnlyList<(double Belief, bool IsRight)> judged, Random random)
    {
        // Of one bin, count times distance is the distance of sum of beliefs and count of the right ones.
        var excess = judged.Select(one => one.Belief - (one.IsRight ? 1 : 0)).ToArray();
        var bins = judged.Select(one => Reliability.BinOf(one.Belief)).ToArray();
        var (briers, errors, sums) = (new double[Draws], new double[Draws], new double[Reliability.BinCount]);
        for (var draw = 0; draw < Draws; draw++)
        {
            Array.Clear(sums);
            double squares = 0;
            for (var i = 0; i < excess.Length; i++)
            {
                var drawn = random.Next(excess.Length);
                squares += excess[drawn] * excess[drawn];
                sums[bins[drawn]] += excess[drawn];
            }

            (briers[draw], errors[draw]) = (squares / excess.Length, sums.Sum(Math.Abs) / excess.Length);
        }

        return (Middle(briers), Middle(errors));
    }

    private static Interval Middle(double[] drawn)
    {
        Array.Sort(drawn);
        return new Interval(drawn[(int)(drawn.Length * 0.025)], drawn[(int)(drawn.Length * 0.975) - 1]);
    }

    private static double HeldOutBrier(IReadOnlyList<(double Belief, bool IsRight)> judged, Random random)
    {
        var dealt = judged.ToArray();
        random.Shuffle(dealt);
        double squares = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var fit = MonotoneFit.Of(dealt.Where((_, i) => i % Folds != fold));
            // Where the others say nothing, the belief stays what it was.
            squares += dealt.Where((_, i) => i % Folds == fold).Sum(one => Math.Pow((fit.Correct(one.Belief) ?? one.Belief) - (one.IsRight ? 1 : 0), 2));
        }

        return squares / dealt.Length;
    }
}

/// <summary>From how many on a correction is fitted.</summary>
/// <param name="Judged">Fewest that were judged; at least 5.</param>
/// <param name="OfEither">Fewest that were right, and fewest that were wrong.</param>
public readonly record struct EnoughJudged(int Judged, int OfEither)
{
    internal CalibrationGap? GapOf(IReadOnlyList<(double Belief, bool IsRight)> judged)
    {
        if (judged.Count < Judged)
            return CalibrationGap.TooFew;
        var right = judged.Count(one => one.IsRight);
        return Math.Min(right, judged.Count - right) < OfEither ? CalibrationGap.OneSided : null;
    }
}

/// <summary>Why no correction was fitted.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CalibrationGap>))]
public enum CalibrationGap
{
    /// <summary>Too few were judged.</summary>
    TooFew,

    /// <summary>Too few of them were right, or too few wrong.</summary>
    OneSided,
}
