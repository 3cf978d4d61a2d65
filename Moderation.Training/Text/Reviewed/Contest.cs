using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Share of a language's clean lines that any label flags, at each contestant's own operating points.</summary>
internal sealed record CleanShare(string Language, int Clean, double Champion, double Challenger);

/// <summary>Champion and challenger on the same lines, none of which either learnt from.</summary>
/// <param name="HeldBack">Held-back reviewed lines, per label and language.</param>
/// <param name="Mean">Mean difference over those.</param>
/// <param name="Development">Development lines, per label and language.</param>
/// <param name="Clean">Clean lines of both.</param>
internal sealed record Contest(IReadOnlyList<AreaPair> HeldBack, Interval Mean, IReadOnlyList<AreaPair> Development, IReadOnlyList<CleanShare> Clean)
{
    /// <param name="split">Held-back lines and what they are enough for.</param>
    /// <param name="development">Development lines.</param>
    /// <param name="champion">The model that is served.</param>
    /// <param name="challenger">The model that would be.</param>
    /// <param name="options">Draws, bounds, seed.</param>
    public static Contest Between(ReviewedSplit split, IReadOnlyList<LabelledLine> development, Contestant champion, Contestant challenger, ReviewedOptions options)
    {
        var heldBack = split.HeldBack.Select(line => line.Line).ToList();
        var (pairs, mean) = Compare(heldBack, split.HeldBackGroups, split.Compared.Contains, champion, challenger, options);
        // the lines of one situation were written together
        var situations = development.Select((line, i) => line.Family ?? $"{line.Source}/{i}").ToList();
        var (onDevelopment, _) = Compare(development, situations, _ => true, champion, challenger, options);
        return new Contest(pairs, mean, onDevelopment, [.. CleanShares([.. development, .. heldBack], champion, challenger)]);
    }

    private static (IReadOnlyList<AreaPair> Pairs, Interval Mean) Compare(
        IReadOnlyList<LabelledLine> lines, IReadOnlyList<string> groups, Func<LabelCell, bool> wanted, Contestant champion, Contestant challenger, ReviewedOptions options)
    {
        var (before, after) = (ModelAnswers.Of(champion.Model, lines), ModelAnswers.Of(challenger.Model, lines));
        return PairedAreas.Compare(
            [.. Cells(lines, options.FewestHeldBack).Where(c => wanted(c.Cell))],
            (line, head) => champion.Calibration.Served(before.Logits[line], head),
            (line, head) => challenger.Calibration.Served(after.Logits[line], head),
            groups, options.Draws, options.Seed);
    }

    private static IEnumerable<(LabelCell Cell, IReadOnlyList<(int Line, bool IsPositive)> Lines)> Cells(IReadOnlyList<LabelledLine> lines, int fewest) =>
        from language in lines.Select(line => line.Language).Distinct().Order(StringComparer.Ordinal)
        from head in Enumerable.Range(0, TextHeads.Count)
        let judged = lines.Index().Where(l => l.Item.Language == language && l.Item.Labels[head] is not null).Select(l => (Line: l.Index, IsPositive: l.Item.Labels[head] == true)).ToList()
        where judged.Count(l => l.IsPositive) >= fewest && judged.Count(l => !l.IsPositive) >= fewest
        select (new LabelCell(language, head), (IReadOnlyList<(int, bool)>)judged);

    private static IEnumerable<CleanShare> CleanShares(IReadOnlyList<LabelledLine> lines, Contestant champion, Contestant challenger)
    {
        foreach (var clean in lines.Where(OperatingPoints.IsClean).GroupBy(line => line.Language).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var own = clean.ToList();
            yield return new CleanShare(clean.Key, own.Count, champion.FlaggedShare(own), challenger.FlaggedShare(own));
        }
    }
}
