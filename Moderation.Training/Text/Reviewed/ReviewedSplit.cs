using System.Globalization;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary>A label in a language.</summary>
internal readonly record struct LabelCell(string Language, int Head)
{
    public override string ToString() => $"{Language} {TextHeads.Names[Head]}";
}

/// <summary>Reviewed lines, some to learn from and some held back. No group is on both sides.</summary>
/// <param name="Learnt">What to learn from. A target is left out where too few held-back lines could tell what became of it.</param>
/// <param name="HeldBack">What is never learnt from.</param>
/// <param name="HeldBackGroups">Group of each held-back line.</param>
/// <param name="Repeated">Lines left out because a held-back or development line has the same text.</param>
/// <param name="Compared">What enough held-back lines are there for.</param>
/// <param name="Counts">Held-back lines of each label and language that was judged, in words.</param>
internal sealed record ReviewedSplit(
    IReadOnlyList<WeightedLine> Learnt, IReadOnlyList<ReviewedLine> HeldBack, IReadOnlyList<string> HeldBackGroups,
    int Repeated, IReadOnlySet<LabelCell> Compared, IReadOnlyList<string> Counts)
{
    /// <param name="lines">All reviewed lines.</param>
    /// <param name="development">Texts that the contest judges by besides.</param>
    /// <param name="options">Shares and bounds.</param>
    /// <exception cref="TrainingRefusal">No label has enough held-back lines, or nothing is left to learn.</exception>
    public static ReviewedSplit Of(IReadOnlyList<ReviewedLine> lines, IEnumerable<string> development, ReviewedOptions options)
    {
        var groups = ReviewedGroups.Of(lines);
        var back = Enumerable.Range(0, lines.Count).ToLookup(i => ReviewedGroups.Place(groups[i]) < options.HeldBackShare);
        var heldBack = back[true].Select(i => lines[i]).ToList();
        var counts = Count(lines, heldBack);
        var compared = counts.Where(c => c.Positives >= options.FewestHeldBack && c.Negatives >= options.FewestHeldBack).Select(c => c.Cell).ToHashSet();
        var words = counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Cell} {c.Positives} of {c.Positives + c.Negatives}")).ToList();
        if (compared.Count == 0)
            throw new TrainingRefusal($"too few held-back lines to say anything: a label needs {options.FewestHeldBack} positive and {options.FewestHeldBack} negative ones in a language. {lines.Count} reviewed lines in {groups.Distinct().Count()} groups of author or review; held back, positives: {string.Join(", ", words)}");
        var judges = heldBack.Select(line => line.Line.Text).Concat(development).ToHashSet(StringComparer.Ordinal);
        var learnt = back[false].Select(i => lines[i]).ToList();
        var own = learnt.Where(line => !judges.Contains(line.Line.Text)).ToList();
        var split = new ReviewedSplit(
            [.. own.Select(line => ToLearn(line, compared, options)).Where(line => line.Targets!.Any(target => target is not null))],
            heldBack, [.. back[true].Select(i => groups[i])], learnt.Count - own.Count, compared, words);
        return split.Learnt.Count > 0 ? split : throw new TrainingRefusal($"no reviewed line is left to learn from: {heldBack.Count} of {lines.Count} are held back, {split.Repeated} repeat one that is judged by");
    }

    private static WeightedLine ToLearn(ReviewedLine line, HashSet<LabelCell> compared, ReviewedOptions options)
    {
        var heads = Enumerable.Range(0, TextHeads.Count).Select(head => compared.Contains(new LabelCell(line.Line.Language, head))).ToArray();
        return new WeightedLine(line.Line with { Labels = [.. line.Line.Labels.Select((label, head) => heads[head] ? label : null)] }, line.Weight * options.ReviewedWeight)
        {
            Targets = [.. line.Targets.Select((target, head) => heads[head] ? target : null)],
        };
    }

    private static List<(LabelCell Cell, int Positives, int Negatives)> Count(IReadOnlyList<ReviewedLine> all, List<ReviewedLine> heldBack) =>
    [
        .. all.SelectMany(Cells).Where(c => c.IsPositive).Select(c => c.Cell).Distinct().OrderBy(cell => cell.Language, StringComparer.Ordinal).ThenBy(cell => cell.Head)
            .GroupJoin(heldBack.SelectMany(Cells), cell => cell, c => c.Cell, (cell, judged) => (cell, judged.Count(c => c.IsPositive), judged.Count(c => !c.IsPositive))),
    ];

    private static IEnumerable<(LabelCell Cell, bool IsPositive)> Cells(ReviewedLine line) =>
        Enumerable.Range(0, TextHeads.Count).Where(head => line.Line.Labels[head] is not null)
            .Select(head => (new LabelCell(line.Line.Language, head), line.Line.Labels[head] == true));
}
