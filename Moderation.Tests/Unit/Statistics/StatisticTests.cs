using CsCheck;
using Moderation.Core.Statistics;

namespace Moderation.Tests.Unit.Statistics;

public sealed class StatisticTests
{
    // Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods", Statistics in Medicine 17, 1998, Table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Shares_have_the_intervals_of_the_published_table(long count, long of, double low, double high)
    {
        var share = Proportion.Wilson(count, of);

        Assert.Equal(low, share.Low!.Value, 4);
        Assert.Equal(high, share.High!.Value, 4);
    }

    [Fact]
    public void Wilsons_interval_is_found_by_halving_where_the_test_of_a_share_stops_to_refuse_it() => Gen.Select(Gen.Int[1, 3000], Gen.Double[0, 1]).Sample((of, part) =>
    {
        var count = (int)Math.Round(part * of);
        var share = Proportion.Wilson(count, of);

        Assert.Equal(Halve(count, of, 0), share.Low!.Value, 9);
        Assert.Equal(Halve(count, of, 1), share.High!.Value, 9);
    });

    [Fact]
    public void Wilsons_ends_are_the_shares_whose_own_test_just_keeps_what_was_counted() => Gen.Select(Gen.Int[1, 5000], Gen.Double[0, 1]).Sample((of, part) =>
    {
        var count = (long)(part * of);
        var share = Proportion.Wilson(count, of);
        foreach (var end in new[] { share.Low!.Value, share.High!.Value }.Where(end => end is > 0 and < 1))
            Assert.Equal(Normal.Of95Percent, Math.Abs((double)count / of - end) / Math.Sqrt(end * (1 - end) / of), 6);
        Assert.True(share.Low <= share.Share && share.Share <= share.High);
    });

    [Fact]
    public void A_share_of_nothing_is_unknown_and_not_zero() => Assert.Equal(new Proportion(0, 0, null, null, null), Proportion.Wilson(0, 0));

    // Computed with Python 3: math.erfc(z / math.sqrt(2))
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(3, 0.0026997960632601866)]
    [InlineData(3.6, 0.000318217180315068)]
    [InlineData(6, 1.9731752900753962e-09)]
    [InlineData(10, 1.5239706048321052e-23)]
    public void Tails_are_those_of_the_normal_distribution(double distance, double chance)
    {
        Assert.InRange(Normal.TwoSided(distance), chance * (1 - 1e-10), chance * (1 + 1e-10));
        Assert.Equal(Normal.TwoSided(distance), Normal.TwoSided(-distance));
    }

    [Fact]
    public void Scores_that_did_not_move_have_an_index_of_nothing_and_others_one_that_is_the_same_both_ways() =>
        Gen.Select(Gen.Long[0, 2000].Array[10], Gen.Long[0, 2000].Array[10]).Where((a, b) => a.Sum() >= StabilityIndex.Fewest && b.Sum() >= StabilityIndex.Fewest).Sample((a, b) =>
        {
            Assert.Equal(0, StabilityIndex.Of(a, a)!.Value, 12);
            Assert.Equal(StabilityIndex.Of(a, b)!.Value, StabilityIndex.Of(b, a)!.Value, 9);
            Assert.True(StabilityIndex.Of(a, b) >= 0);
        });

    [Fact]
    public void Index_is_the_divergence_both_ways_of_scores_that_are_counted_one_by_one() => Gen.Select(Gen.Double[0, 1].List[100, 400], Gen.Double[0, 1].List[100, 400]).Sample((before, after) =>
    {
        // Each score is put into its bin by hand; the index is the two divergences of Kullback and Leibler together.
        static double[] Shares(List<double> scores) =>
            [.. Enumerable.Range(0, 10).Select(bin => (scores.Count(score => score >= bin / 10.0 && (score < (bin + 1) / 10.0 || bin == 9)) + 0.5) / (scores.Count + 5))];
        static double Divergence(double[] from, double[] to) => from.Zip(to, (p, q) => p * (Math.Log(p) - Math.Log(q))).Sum();
        var (r, p) = (Shares(before), Shares(after));
        Assert.Equal(Divergence(r, p) + Divergence(p, r), StabilityIndex.Of(Counts(before), Counts(after))!.Value, 9);
    });

    [Fact]
    public void Index_is_what_the_definition_says_and_unknown_for_few_scores()
    {
        // Shares (with half a score more in each of two bins) of 0.75 and 0.5: 0.25 ln 1.5 + 0.25 ln 2.
        long[] reference = [4999, 4999], now = [7498, 2499];
        Assert.Equal(0.25 * Math.Log(1.5) + 0.25 * Math.Log(2), StabilityIndex.Of(reference, now)!.Value, 3);
        Assert.Null(StabilityIndex.Of(reference, [99, 0]));
        Assert.Throws<ArgumentException>(() => StabilityIndex.Of([1, 2], [1]));
    }

    [Fact]
    public void What_is_believed_as_often_as_it_turns_out_is_calibrated()
    {
        // 0.25 four times with one right, 0.75 four times with three right: no distance; each outcome is 0.25 or 0.75 away.
        var curve = Reliability.Of([(0.25, true), (0.25, false), (0.25, false), (0.25, false), (0.75, true), (0.75, true), (0.75, true), (0.75, false)]);

        Assert.Equal(0, curve.CalibrationError!.Value, 12);
        Assert.Equal((6 * 0.0625 + 2 * 0.5625) / 8, curve.Brier!.Value, 12);
        Assert.Equal([2, 7], curve.Bins.Select(bin => bin.Number));
        Assert.Null(Reliability.Of([]).Brier);
        Assert.Equal(9, Reliability.BinOf(1));
    }

    [Fact]
    public void Murphys_parts_of_a_score_bound_the_calibration_error() => Gen.Select(Gen.Double[0, 1], Gen.Bool).List[1, 60].Sample(judged =>
    {
        var curve = Reliability.Of(judged.Select(one => (one.Item1, one.Item2)));
        Assert.Equal(judged.Count, curve.Bins.Sum(bin => bin.Right.Of));
        // Jensen: the mean distance of bins is never over the root of the mean square of single ones.
        Assert.True(curve.CalibrationError <= Math.Sqrt(curve.Brier!.Value) + 1e-12);
    });

    private static long[] Counts(List<double> scores) => [.. Enumerable.Range(0, Reliability.BinCount).Select(bin => scores.LongCount(score => Reliability.BinOf(score) == bin))];

    /// <summary>The share between what was counted and an end of 0..1 at which (count - of·p)² = z²·of·p(1 - p), found by halving alone.</summary>
    private static double Halve(int count, int of, double end)
    {
        var (kept, refused) = ((double)count / of, end);
        for (var i = 0; i < 200; i++)
        {
            var p = (kept + refused) / 2;
            var distance = count - of * p;
            if (distance * distance <= Normal.Of95Percent * Normal.Of95Percent * of * p * (1 - p))
                kept = p;
            else
                refused = p;
        }

        return kept;
    }
}
