namespace Moderation.Training.Text.Reviewed;

/// <summary>A difference with its 95 % interval.</summary>
internal readonly record struct Interval(double Value, double Low, double High);

/// <summary>Area under the curve of one label in one language, of both contestants on the same lines.</summary>
/// <param name="Cell">Label and language.</param>
/// <param name="Positives">Positive lines.</param>
/// <param name="Negatives">Negative lines.</param>
/// <param name="Champion">Area of the champion.</param>
/// <param name="Challenger">Area of the challenger.</param>
/// <param name="Difference">The second less the first.</param>
internal sealed record AreaPair(LabelCell Cell, int Positives, int Negatives, double Champion, double Challenger, Interval Difference);

/// <summary>Areas of two contestants, and how far their difference is chance: whole groups are drawn again and again, the same for both.</summary>
internal static class PairedAreas
{
    /// <param name="cells">Lines of each cell, by index, with their truth.</param>
    /// <param name="champion">Score of the champion for a line and head.</param>
    /// <param name="challenger">Score of the challenger.</param>
    /// <param name="groups">Group of each line.</param>
    /// <param name="draws">How often to draw.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>One pair per cell, and the mean difference over cells.</returns>
    public static (IReadOnlyList<AreaPair> Pairs, Interval Mean) Compare(
        IReadOnlyList<(LabelCell Cell, IReadOnlyList<(int Line, bool IsPositive)> Lines)> cells,
        Func<int, int, double> champion, Func<int, int, double> challenger, IReadOnlyList<string> groups, int draws, int seed)
    {
        var ranked = cells.Select(c => (Before: new RankedLines(c.Lines, line => champion(line, c.Cell.Head)), After: new RankedLines(c.Lines, line => challenger(line, c.Cell.Head)))).ToArray();
        var names = groups.Distinct(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var groupOf = groups.Select(group => names[group]).ToArray();
        var once = Enumerable.Repeat(1, groupOf.Length).ToArray();
        var drawn = Enumerable.Range(0, cells.Count + 1).Select(_ => new List<double>(draws)).ToArray();
        var random = new Random(seed);
        for (var draw = 0; draw < draws; draw++)
        {
            var times = new int[names.Count];
            for (var i = 0; i < times.Length; i++)
                times[random.Next(times.Length)]++;
            var counts = groupOf.Select(group => times[group]).ToArray();
            var differences = ranked.Select(r => r.After.Area(counts) - r.Before.Area(counts)).ToArray();
            for (var cell = 0; cell < differences.Length; cell++)
                AddKnown(drawn[cell], differences[cell]);
            AddKnown(drawn[^1], differences.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
        }

        var pairs = cells.Select((c, i) =>
        {
            var (before, after) = (ranked[i].Before.Area(once), ranked[i].After.Area(once));
            return new AreaPair(c.Cell, c.Lines.Count(l => l.IsPositive), c.Lines.Count(l => !l.IsPositive), before, after, Around(after - before, drawn[i]));
        }).ToList();
        return (pairs, Around(pairs.Count == 0 ? double.NaN : pairs.Average(pair => pair.Difference.Value), drawn[^1]));
    }

    private static void AddKnown(List<double> values, double value)
    {
        // a draw without one of the classes has no area
        if (double.IsFinite(value))
            values.Add(value);
    }

    private static Interval Around(double value, List<double> drawn)
    {
        if (drawn.Count == 0)
            return new Interval(value, double.NegativeInfinity, double.PositiveInfinity);
        drawn.Sort();
        return new Interval(value, drawn[(int)(0.025 * (drawn.Count - 1))], drawn[(int)Math.Ceiling(0.975 * (drawn.Count - 1))]);
    }
}
