using CsCheck;
using Moderation.Core.Statistics;

namespace Moderation.Tests.Unit.Statistics;

public sealed class TrendTestTests
{
    // Bickel, Hammel and O'Connell, "Sex bias in graduate admissions", Science 187, 1975, as in R's UCBAdmissions: admitted and rejected men, admitted and rejected women.
    private static readonly (string Department, long MenIn, long MenOut, long WomenIn, long WomenOut)[] Berkeley =
    [
        ("A", 512, 313, 89, 19), ("B", 353, 207, 17, 8), ("C", 120, 205, 202, 391), ("D", 138, 279, 131, 244), ("E", 53, 138, 94, 299), ("F", 22, 351, 24, 317),
    ];

    [Fact]
    public void With_two_levels_it_is_the_test_of_Cochran_Mantel_and_Haenszel()
    {
        var test = TrendTest.Of(Berkeley.SelectMany(d => new[] { new TrendCell(d.Department, 0, d.WomenIn + d.WomenOut, d.WomenIn), new TrendCell(d.Department, 1, d.MenIn + d.MenOut, d.MenIn) }))!;

        // R: mantelhaen.test(UCBAdmissions, correct = FALSE)
        Assert.Equal(1.5246, test.ChiSquare, 4);
        Assert.Equal(0.2169, test.PValue, 4);
        Assert.Equal((6, 4526), (test.Strata, test.Count));
        // The common odds ratio of Mantel and Haenszel is 0.9047 there; one step comes near it.
        Assert.InRange(Math.Exp(test.Slope), 0.895, 0.915);
        Assert.True(test.Low < 0 && test.High > 0);
    }

    [Fact]
    public void With_one_stratum_it_is_the_test_for_trend_of_Cochran_and_Armitage()
    {
        // R: prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)) gives 8.2249 with n in place of n - 1.
        long[] smokers = [83, 90, 129, 70], patients = [86, 93, 136, 82];
        var test = TrendTest.Of(smokers.Select((hits, level) => new TrendCell("all", level + 1, patients[level], hits)))!;

        Assert.Equal(8.2249, test.ChiSquare * 397 / 396, 4);
        Assert.True(test.Slope < 0 && test.High < 0 && test.PValue < 0.01);
    }

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
}
