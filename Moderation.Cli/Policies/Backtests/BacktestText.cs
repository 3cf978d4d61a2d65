using System.Globalization;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>A backtest's report as people read it.</summary>
internal static class BacktestText
{
    private const double SpeedGoal = 1000;

    private static readonly (HitOutcome Outcome, string Words)[] Outcomes =
    [
        (HitOutcome.ActionedUpheld, "already actioned and upheld"),
        (HitOutcome.ReportedUpheld, "already reported and upheld"),
        (HitOutcome.Overturned, "already actioned and overturned"),
        (HitOutcome.ReviewedClean, "reviewed clean"),
        (HitOutcome.NeverReviewed, "never reviewed"),
        (HitOutcome.Exempt, "currently exempt"),
    ];

    public static void Print(this TextWriter output, BacktestReport report)
    {
        output.WriteLine(Invariant($"{report.Lives} lives, {report.LiveHours:0.0} h of live, {report.Signals} signals, {report.Coins} coins given"));
        PrintVersions(output, report);
        var outcomes = PolicyOutput.Table("the candidate's hits", "subjects");
        foreach (var (outcome, words) in Outcomes)
            outcomes.Row(words, Text(report.Outcomes[WireWord.From(outcome)]));
        output.WriteTable(outcomes);
        if (report is { Against: { } against, Differences: { } differences })
        {
            output.WriteLine(Invariant($"only the candidate hits {differences.OnlyCandidate} subjects, only {against.SheetHash} hits {differences.OnlyAgainst}, both hit {differences.Both}"));
            if (differences.MedianSecondsLater is { } median)
                output.WriteLine(Invariant($"of those the candidate is earlier {differences.Earlier} times and later {differences.Later} times; in the middle by {median:+0.0;-0.0;0} s"));
        }

        output.WriteLine(Invariant($"{report.TimesLivePerCore:0} x live time per core ({report.Seconds:0.0} s on {report.Threads} threads, {report.SignalsPerSecondPerCore:0} signals/s/core); goal {SpeedGoal:0}"));
    }

    private static void PrintVersions(TextWriter output, BacktestReport report)
    {
        var table = PolicyOutput.Table("", $"candidate {report.Candidate.SheetHash}", report.Against is { } against ? $"against {against.SheetHash}" : "");
        Row("subjects hit", version => Text(version.Hits));
        Row("lives with a hit", version => Text(version.LivesHit));
        foreach (var rung in report.Candidate.Totals.Rungs.Keys.Union(report.Against?.Totals.Rungs.Keys ?? []))
            Row($"  reached rung {rung}", version => Text(version.Rungs.GetValueOrDefault(rung)));
        Row("orders", version => Text(version.Orders));
        Row("coins stopped", version => Invariant($"{version.CoinsStopped} in {version.GiftsStopped} gifts"));
        Row("lives cut or paused", version => Invariant($"{version.LivesCut}, proposed for {version.LivesCutProposed}"));
        Row("minutes of restriction", version => Invariant($"{version.RestrictedMinutes:0.0}"));
        Row("could not tell", version => version.UnknownShare is { } share ? Invariant($"{100 * share:0.0} % of {version.Subjects} subjects") : "-");
        output.WriteTable(table);

        void Row(string what, Func<BacktestedTotals, string> value) =>
            table.Row(what, value(report.Candidate.Totals), report.Against is { } other ? value(other.Totals) : "");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
