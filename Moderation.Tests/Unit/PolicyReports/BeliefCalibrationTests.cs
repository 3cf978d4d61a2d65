using Moderation.Core.PolicyReports;
using Moderation.Core.Statistics;

namespace Moderation.Tests.Unit.PolicyReports;

public sealed class BeliefCalibrationTests
{
    private const int Seed = 7;

    private static readonly EnoughJudged Enough = new(100, 10);

    [Fact]
    public void Beliefs_that_claim_too_much_are_found_and_corrected_to_what_they_are_worth()
    {
        // Right as often as the square of what is believed.
        var judged = Drawn(4000, belief => belief * belief);
        var found = BeliefCalibration.Of(judged, Enough, Seed);

        Assert.Null(found.Gap);
        Assert.True(found.Error!.Value.Low > 0.05 && found.Error.Value.Low < found.Curve.CalibrationError && found.Curve.CalibrationError < found.Error.Value.High);
        Assert.True(found.Brier!.Value.Low < found.Curve.Brier && found.Curve.Brier < found.Brier.Value.High);
        Assert.True(found.CorrectedBrier < found.Curve.Brier);
        Assert.All(Enumerable.Range(2, 7).Select(tenth => tenth / 10.0), belief => Assert.InRange(found.Correction!.Correct(belief)!.Value, belief * belief - 0.1, belief * belief + 0.1));
    }

    [Fact]
    public void Right_beliefs_are_not_improved_by_much()
    {
        var found = BeliefCalibration.Of(Drawn(4000, belief => belief), Enough, Seed);

        Assert.InRange(found.CorrectedBrier!.Value - found.Curve.Brier!.Value, -0.002, 0.01);
        Assert.True(found.Curve.CalibrationError < 0.03);
    }

    [Fact]
    public void Interval_of_the_Brier_score_is_that_of_the_mean_of_many()
    {
        var judged = Drawn(2000, belief => belief);
        var squares = judged.Select(one => Math.Pow(one.Belief - (one.IsRight ? 1 : 0), 2)).ToList();
        var (mean, reach) = (squares.Average(), Normal.Of95Percent * Math.Sqrt(squares.Average(square => Math.Pow(square - squares.Average(), 2)) / squares.Count));
        var found = BeliefCalibration.Of(judged, Enough, Seed).Brier!.Value;

        Assert.Equal(mean - reach, found.Low, 2e-3);
        Assert.Equal(mean + reach, found.High, 2e-3);
    }

    [Fact]
    public void Same_is_found_again_from_the_same()
    {
        var judged = Drawn(500, belief => belief * belief);

        var (once, again) = (BeliefCalibration.Of(judged, Enough, Seed), BeliefCalibration.Of(judged, Enough, Seed));

        Assert.Equal((once.Brier, once.Error, once.CorrectedBrier), (again.Brier, again.Error, again.CorrectedBrier));
    }

    [Fact]
    public void Too_few_or_one_sided_verdicts_are_counted_and_nothing_is_fitted()
    {
        var few = BeliefCalibration.Of(Drawn(99, belief => belief), Enough, Seed);
        var oneSided = BeliefCalibration.Of([.. Enumerable.Range(0, 200).Select(number => (0.9, number >= 9))], Enough, Seed);
        var none = BeliefCalibration.Of([], Enough, Seed);

        Assert.Equal([CalibrationGap.TooFew, CalibrationGap.OneSided, CalibrationGap.TooFew], [few.Gap, oneSided.Gap, none.Gap]);
        Assert.All([few, oneSided, none], found => Assert.True(found is { Brier: null, Error: null, Correction: null, CorrectedBrier: null }));
        Assert.Equal((99L, 200L, 0L), (few.Curve.Bins.Sum(bin => bin.Right.Of), oneSided.Curve.Bins.Sum(bin => bin.Right.Of), none.Curve.Bins.Sum(bin => bin.Right.Of)));
        Assert.Null(none.Curve.Brier);
        Assert.Throws<ArgumentOutOfRangeException>(() => BeliefCalibration.Of([], new EnoughJudged(4, 1), Seed));
    }

    private static List<(double Belief, bool IsRight)> Drawn(int count, Func<double, double> worth)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble()).Select(belief => (belief, random.NextDouble() < worth(belief)))];
    }
}
