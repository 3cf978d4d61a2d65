using System.Globalization;

namespace Moderation.Training.Text.Reviewed;

/// <summary>What the model's card says about a continued training: on whose word, from which files, how many lines, and what it changed.</summary>
internal static class ReviewedCard
{
    public static string Section(IReadOnlyList<ReviewedExport> exports, ReviewedSplit split, Contest contest, ReviewedOptions options, DateOnly date)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        output.WriteLine();
        output.WriteLine(Say($"## Continued from reviewed lines, {date:yyyy-MM-dd}"));
        output.WriteLine();
        foreach (var export in exports)
        {
            output.WriteLine(Say($"- `{export.Name}`, SHA-256 `{export.Sha256}`, {export.Lines.Count} lines{Decided(export)}. The operator states: \"{export.Consent.ReplaceLineEndings(" ")}\""));
        }

        output.WriteLine(Say($"- {split.Learnt.Count} lines learnt, {split.HeldBack.Count} held back ({options.HeldBackShare:0%} of the groups of author and review), {split.Repeated} left out as repetitions. Seed {options.Seed}."));
        output.WriteLine($"- Learnt labels: {string.Join(", ", split.Compared)}. Labels with fewer than {options.FewestHeldBack} held-back lines of either sort were not learnt.");
        output.WriteLine("- The linear heads that explain scores were trained anew on the lines of `training-data` (and of the public sets, where given) with the learnt lines.");
        output.WriteLine();
        ContestReport.Write(contest, output);
        return output.ToString();
    }

    private static string Decided(ReviewedExport export)
    {
        var days = export.Lines.Select(line => line.DecidedAt).OfType<DateTimeOffset>().Select(at => at.UtcDateTime).Order().ToList();
        return days.Count == 0 ? "" : Say($", decided {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
