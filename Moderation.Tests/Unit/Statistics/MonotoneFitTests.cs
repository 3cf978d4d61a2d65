using CsCheck;
using Moderation.Core.Statistics;

namespace Moderation.Tests.Unit.Statistics;

public sealed class MonotoneFitTests
{
    private static readonly Gen<(double Belief, bool IsRight)[]> Judged = Gen.Select(Gen.Int[0, 20].Select(step => step / 20.0), Gen.Bool).Array[1, 40];

    [Fact]
    public void Known_example_gives_the_known_steps()
    {
        // By hand: at 0.1 one of two, at 0.2 none of one, at 0.3 one of one; the first two are pooled to a third.
        var fit = MonotoneFit.Of([(0.1, true), (0.1, false), (0.2, false), (0.3, true)]);

        Assert.Equal([(0.1, 0.2, 1L, 3L), (0.3, 0.3, 1L, 1L)], fit.Steps.Select(step => (step.From, step.To, step.Right.Count, step.Right.Of)));
        Assert.Equal(Proportion.Wilson(1, 3), fit.Steps[0].Right);
    }

    [Fact]
    public void Shares_rise_and_nobody_is_left_out()
    {
        Judged.Sample(judged =>
        {
            var steps = MonotoneFit.Of(judged).Steps;

            Assert.Equal(judged.Length, steps.Sum(step => step.Right.Of));
            Assert.Equal(judged.Count(one => one.IsRight), steps.Sum(step => step.Right.Count));
            Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From && pair.First.Right.Share < pair.Second.Right.Share));
        });
    }

    [Fact]
    public void Fit_is_that_of_the_min_max_formula()
    {
        // Barlow, Bartholomew, Bremner and Brunk 1972: the largest over beginnings before of the smallest over ends behind of the mean in between.
        Judged.Sample(judged =>
        {
            var fit = MonotoneFit.Of(judged);
            double[] beliefs = [.. judged.Select(one => one.Belief).Distinct().Order()];

            Assert.All(beliefs, at => Assert.Equal(
                beliefs.Where(from => from <= at).Max(from => beliefs.Where(to => to >= at).Min(to => Mean(judged, from, to))), fit.Correct(at)!.Value, 12));
        });
    }

    [Fact]
    public void Fit_has_a_better_Brier_score_than_any_other_that_never_falls()
    {
        Gen.Select(Judged, Gen.Double[0, 1].Array[21]).Sample((judged, any) =>
        {
            var fit = MonotoneFit.Of(judged);
            Array.Sort(any);

            Assert.True(Brier(judged, belief => fit.Correct(belief)!.Value) <= Brier(judged, belief => any[(int)Math.Round(belief * 20)]) + 1e-12);
        });
    }

    [Fact]
    public void Between_steps_it_rises_straight_and_outside_of_what_was_judged_nothing_is_known()
    {
        var fit = MonotoneFit.Of([(0.2, false), (0.6, true)]);

        Assert.Equal([0.0, 1.0], [fit.Correct(0.2), fit.Correct(0.6)]);
        Assert.Equal(0.5, fit.Correct(0.4)!.Value, 12);
        Assert.Equal([null, null], [fit.Correct(0.19), fit.Correct(0.61)]);
        Assert.Empty(MonotoneFit.Of([]).Steps);
        Assert.Null(MonotoneFit.Of([]).Correct(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => MonotoneFit.Of([(1.01, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MonotoneFit.Of([(double.NaN, true)]));
    }

    private static double Mean((double Belief, bool IsRight)[] judged, double from, double to) =>
        judged.Where(one => one.Belief >= from && one.Belief <= to).Average(one => one.IsRight ? 1.0 : 0);

    private static double Brier((double Belief, bool IsRight)[] judged, Func<double, double> correct) => judged.Average(one => Math.Pow(correct(one.Belief) - (one.IsRight ? 1 : 0), 2));
}
