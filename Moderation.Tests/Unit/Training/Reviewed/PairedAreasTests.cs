using Moderation.Training.Text.Reviewed;

namespace Moderation.Tests.Unit.Training.Reviewed;

public sealed class PairedAreasTests
{
    private static readonly LabelCell Cell = new("en", 0);
    private static readonly string[] Groups = [.. Enumerable.Range(0, 200).Select(i => $"group {i / 4}")];

    [Fact]
    public void The_area_of_a_draw_is_that_of_the_lines_written_out_as_often()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var lines = Enumerable.Range(0, 30).Select(i => (Line: i, IsPositive: random.Next(2) == 0, Score: (double)random.Next(8), Times: random.Next(3))).ToArray();
            var area = new RankedLines(lines.Select(l => (l.Line, l.IsPositive)), i => lines[i].Score).Area([.. lines.Select(l => l.Times)]);
            var wins = (from p in lines from n in lines where p.IsPositive && !n.IsPositive select (Times: p.Times * n.Times, Won: p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0)).ToList();
            Assert.Equal(wins.Sum(w => w.Times * w.Won) / wins.Sum(w => w.Times), area, 1e-12);
        }
    }

    [Fact]
    public void Contestants_that_say_the_same_differ_by_nothing()
    {
        var (pairs, mean) = Compare(Noisy(1), Noisy(1), 7);
        Assert.Equal(new Interval(0, 0, 0), mean);
        Assert.Equal((100, 100), (Assert.Single(pairs).Positives, pairs[0].Negatives));
    }

    [Fact]
    public void A_better_challenger_is_surely_better_and_a_different_guess_is_not()
    {
        var (_, better) = Compare(Noisy(1), line => Truth(line) ? 1 : 0, 7);
        Assert.True(better.Low > 0.2 && better.High >= better.Value && better.Value >= better.Low);
        var (_, other) = Compare(Noisy(1), Noisy(2), 7);
        Assert.True(other.Low < 0 && other.High > 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        Assert.Equal(Compare(Noisy(1), Noisy(2), 7).Mean, Compare(Noisy(1), Noisy(2), 7).Mean);
        Assert.NotEqual(Compare(Noisy(1), Noisy(2), 7).Mean, Compare(Noisy(1), Noisy(2), 8).Mean);
    }

    [Fact]
    public void Lines_of_one_group_are_drawn_together_so_that_they_prove_less()
    {
        // the challenger misses the positive lines of one group of forty
        static double Failing(int line) => !Truth(line) ? 0 : line / 40 == 2 ? -1 : 1;
        var alone = Compare(line => Truth(line) ? 1 : 0, Failing, 7, [.. Enumerable.Range(0, 200).Select(i => $"line {i}")]).Mean;
        var grouped = Compare(line => Truth(line) ? 1 : 0, Failing, 7, [.. Enumerable.Range(0, 200).Select(i => $"group {i / 40}")]).Mean;
        Assert.True(grouped.High - grouped.Low > 1.5 * (alone.High - alone.Low), $"{alone}, {grouped}");
    }

    private static bool Truth(int line) => line % 2 == 0;

    private static Func<int, double> Noisy(int seed)
    {
        var random = new Random(seed);
        var scores = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray();
        return line => scores[line];
    }

    private static (IReadOnlyList<AreaPair> Pairs, Interval Mean) Compare(Func<int, double> champion, Func<int, double> challenger, int seed, string[]? groups = null) =>
        PairedAreas.Compare(
            [(Cell, [.. Enumerable.Range(0, 200).Select(line => (line, Truth(line)))])], (line, _) => champion(line), (line, _) => challenger(line), groups ?? Groups, 500, seed);
}
