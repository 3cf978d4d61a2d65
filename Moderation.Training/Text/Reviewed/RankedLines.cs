namespace Moderation.Training.Text.Reviewed;

/// <summary>Lines in the order of a score, sorted once, so that the area under the curve of any draw of them is one walk.</summary>
internal sealed class RankedLines
{
    private readonly (int Line, bool IsPositive, bool EndsTie)[] _rising;

    public RankedLines(IEnumerable<(int Line, bool IsPositive)> lines, Func<int, double> score)
    {
        var sorted = lines.Select(l => (l.Line, l.IsPositive, Score: score(l.Line))).OrderBy(l => l.Score).ToArray();
        _rising = [.. sorted.Select((l, i) => (l.Line, l.IsPositive, i + 1 == sorted.Length || sorted[i + 1].Score > l.Score))];
    }

    /// <summary>Probability that a positive line has the higher score than a negative one, ties counted half.</summary>
    /// <param name="times">How often each line counts, by its index.</param>
    /// <returns>0..1; NaN when either sort is missing.</returns>
    public double Area(ReadOnlySpan<int> times)
    {
        var (below, positives, won) = (0.0, 0.0, 0.0);
        var (tiedPositives, tiedNegatives) = (0.0, 0.0);
        foreach (var (line, isPositive, endsTie) in _rising)
        {
            if (isPositive)
                tiedPositives += times[line];
            else
                tiedNegatives += times[line];
            if (!endsTie)
                continue;
            won += tiedPositives * (below + tiedNegatives / 2);
            (below, positives) = (below + tiedNegatives, positives + tiedPositives);
            (tiedPositives, tiedNegatives) = (0, 0);
        }

        return won / (positives * below);
    }
}
