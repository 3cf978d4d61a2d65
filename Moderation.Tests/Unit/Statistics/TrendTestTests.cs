using CsCheck;
using Moderation.Core.Statistics;

namespace Moderation.Tests.Unit.Statistics;

public sealed class TrendTestTests
{
    // Admissions to Berkeley in 1973 (Bickel, Hammel and O'Connell, Science 187, 1975): men let in and refused, women let in and refused. What SAS prints as "Mantel-Haenszel
    // Chi-Square" is for departments A and B in the course STAT 504 of Pennsylvania State University, lesson 3, and for all together in handout 3 of STA429 (2004) of the University of Toronto.
    [Theory]
    [InlineData(512, 313, 89, 19, 17.2295)]
    [InlineData(353, 207, 17, 8, 0.2533)]
    [InlineData(1198, 1493, 557, 1278, 92.1849)]
    public void With_two_levels_and_one_stratum_it_is_the_test_that_a_statistics_package_prints(long menIn, long menOut, long womenIn, long womenOut, double chiSquare)
    {
        var test = TrendTest.Of([new TrendCell("one", 0, womenIn + womenOut, womenIn), new TrendCell("one", 1, menIn + menOut, menIn)])!;

        Assert.Equal(chiSquare, test.ChiSquare, 4);
    }

    [Fact]
    public void With_one_stratum_it_is_the_squared_correlation_of_level_and_outcome_times_one_less_than_all() => Rows.Where(rows => rows.Count > 1).Sample(rows =>
    {
        // Person by person, as Cochran and Armitage's test is defined by the regression of the outcome on the level.
        var people = rows.SelectMany((row, level) => Enumerable.Repeat((X: (double)level, Y: 1.0), row.Hits).Concat(Enumerable.Repeat((X: (double)level, Y: 0.0), row.Others))).ToList();
        if (TrendTest.Of(Cells("one", rows)) is not { } test)
            return;
        var (x, y) = (people.Average(one => one.X), people.Average(one => one.Y));
        var (xx, yy, xy) = (people.Sum(one => (one.X - x) * (one.X - x)), people.Sum(one => (one.Y - y) * (one.Y - y)), people.Sum(one => (one.X - x) * (one.Y - y)));
        Assert.Equal((people.Count - 1) * xy * xy / (xx * yy), test.ChiSquare, 7);
        // Normal's own tails are checked against reference values elsewhere.
        Assert.Equal(Normal.TwoSided(Math.Sqrt(test.ChiSquare)), test.PValue, 9);
        Assert.Equal(Math.Sign(xy), Math.Sign(test.Slope));
    });

    [Fact]
    public void Over_strata_it_is_the_distance_from_the_mean_of_all_ways_to_deal_the_hits_out() => Gen.Select(Small, Small).Sample((first, second) =>
    {
        if (TrendTest.Of([.. Cells("a", first), .. Cells("b", second)]) is not { } test)
            return;
        var (observed, mean, variance) = (0.0, 0.0, 0.0);
        foreach (var rows in new[] { first, second })
        {
            var levels = rows.SelectMany((row, level) => Enumerable.Repeat(level, row.Hits + row.Others)).ToArray();
            var hits = rows.Sum(row => row.Hits);
            var sums = Enumerable.Range(0, 1 << levels.Length).Where(set => int.PopCount(set) == hits).Select(set => (double)levels.Where((_, i) => (set >> i & 1) == 1).Sum()).ToList();
            observed += rows.Select((row, level) => row.Hits * level).Sum();
            mean += sums.Average();
            variance += sums.Average(sum => (sum - sums.Average()) * (sum - sums.Average()));
        }

        Assert.Equal((observed - mean) * (observed - mean) / variance, test.ChiSquare, 7);
        Assert.Equal((observed - mean) / variance, test.Slope, 7);
    }, iter: 200);

    [Fact]
    public void A_trend_between_strata_alone_is_none() => Gen.Select(Gen.Int[2, 50], Gen.Int[2, 9]).Sample((members, rates) =>
    {
        // Inside each stratum all levels have the same share, however different strata are.
        var cells = Enumerable.Range(1, rates).SelectMany(s => Enumerable.Range(s, 3).Select(level => new TrendCell($"{s}", level, 10L * members, (long)s * members))).ToList();
        var test = TrendTest.Of(cells)!;
        Assert.Equal(0, test.Slope, 9);
        Assert.Equal(1, test.PValue, 6);
    });

    [Fact]
    public void Counting_levels_from_another_number_changes_nothing_and_backwards_turns_the_slope() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30]).List[2, 10].Sample(rows =>
    {
        var cells = rows.Select((row, i) => new TrendCell($"{i % 2}", i / 2, row.Item1 + row.Item2, row.Item1)).ToList();
        if (TrendTest.Of(cells) is not { } test)
            return;
        var moved = TrendTest.Of(cells.Select(cell => cell with { Level = cell.Level + 7 }))!;
        var turned = TrendTest.Of(cells.Select(cell => cell with { Level = -cell.Level }))!;
        Assert.Equal(test.Slope, moved.Slope, 9);
        Assert.Equal(test.Slope, -turned.Slope, 9);
        Assert.Equal(test.PValue, turned.PValue, 9);
    });

    [Fact]
    public void What_cannot_tell_anything_gives_no_test()
    {
        Assert.Null(TrendTest.Of([]));
        Assert.Null(TrendTest.Of([new TrendCell("a", 1, 10, 5)]));
        Assert.Null(TrendTest.Of([new TrendCell("a", 1, 10, 10), new TrendCell("a", 2, 10, 10)]));
        Assert.Throws<ArgumentException>(() => TrendTest.Of([new TrendCell("a", 1, 1, 2)]));
    }

    /// <summary>Hits and others, level by level.</summary>
    private static Gen<List<(int Hits, int Others)>> Rows => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30]).List[2, 8];

    /// <summary>So few that every way to deal the hits out can be gone through.</summary>
    private static Gen<List<(int Hits, int Others)>> Small => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]).List[2, 3];

    private static IEnumerable<TrendCell> Cells(string stratum, IEnumerable<(int Hits, int Others)> rows) => rows.Select((row, level) => new TrendCell(stratum, level, row.Hits + row.Others, row.Hits));
}
