using System.Globalization;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Writes a contest as a table; the same in the terminal and in the model's card.</summary>
internal static class ContestReport
{
    public static void Write(Contest contest, TextWriter output)
    {
        output.WriteLine("| lines | label | positive / negative | AUC champion | challenger | difference, 95 % interval |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- |");
        WriteRows("held back", contest.HeldBack, output);
        output.WriteLine(Say($"| held back | mean | | {contest.HeldBack.Average(p => p.Champion):0.0000} | {contest.HeldBack.Average(p => p.Challenger):0.0000} | {Difference(contest.Mean)} |"));
        WriteRows("development", contest.Development, output);
        output.WriteLine();
        foreach (var share in contest.Clean)
            output.WriteLine(Say($"Clean {share.Language} lines flagged at the operating points, of {share.Clean}: champion {share.Champion:0.00%}, challenger {share.Challenger:0.00%}."));
    }

    private static void WriteRows(string lines, IReadOnlyList<AreaPair> pairs, TextWriter output)
    {
        foreach (var pair in pairs)
            output.WriteLine(Say($"| {lines} | {pair.Cell} | {pair.Positives} / {pair.Negatives} | {pair.Champion:0.0000} | {pair.Challenger:0.0000} | {Difference(pair.Difference)} |"));
    }

    private static string Difference(Interval difference) => Say($"{difference.Value:+0.0000;-0.0000} ({difference.Low:+0.0000;-0.0000} to {difference.High:+0.0000;-0.0000})");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
