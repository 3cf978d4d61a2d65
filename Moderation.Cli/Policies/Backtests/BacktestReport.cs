using System.Globalization;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>What a backtest shows: as text, as one JSON value, and as a table of every subject.</summary>
internal sealed class BacktestReport(CompiledSheet candidate, CompiledSheet? against, BacktestResult result)
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

    private BacktestTotals Totals => result.Totals;

    public object ToJson() => new
    {
        Candidate = new { candidate.Name, candidate.SheetHash, Totals = Json(Totals.Candidate) },
        Against = against is null ? null : new { against.Name, against.SheetHash, Totals = Json(Totals.Against) },
        Totals.Lives,
        Totals.Signals,
        LiveHours = Totals.LiveTime.TotalHours,
        Totals.Coins,
        Outcomes = Outcomes.ToDictionary(outcome => WireWord.From(outcome.Outcome), outcome => Totals.Outcomes.GetValueOrDefault(outcome.Outcome)),
        Differences = against is null ? null : new { Totals.OnlyCandidate, Totals.OnlyAgainst, Both = Totals.Differences.Count, Earlier, Later, MedianSecondsLater = Median() },
        Seconds = result.Took.TotalSeconds,
        result.Threads,
        result.TimesLivePerCore,
        SignalsPerSecondPerCore = Totals.Signals / result.Took.TotalSeconds / result.Threads,
    };

    public void Print(TextWriter output)
    {
        output.WriteLine(Invariant($"{Totals.Lives} lives, {Totals.LiveTime.TotalHours:0.0} h of live, {Totals.Signals} signals, {Totals.Coins} coins given"));
        var table = PolicyOutput.Table("", $"candidate {candidate.SheetHash}", against is null ? "" : $"against {against.SheetHash}");
        Row(table, "subjects hit", version => Text(version.Hits));
        Row(table, "lives with a hit", version => Text(version.LivesHit));
        foreach (var rung in Totals.Candidate.Rungs.Keys.Union(Totals.Against.Rungs.Keys))
            Row(table, $"  reached rung {rung}", version => Text(version.Rungs.GetValueOrDefault(rung)));
        Row(table, "orders", version => Text(version.Orders));
        Row(table, "coins stopped", version => Invariant($"{version.CoinsStopped} in {version.GiftsStopped} gifts"));
        Row(table, "lives cut or paused", version => Invariant($"{version.LivesCut}, proposed for {version.LivesCutProposed}"));
        Row(table, "minutes of restriction", version => Invariant($"{version.Restricted.TotalMinutes:0.0}"));
        Row(table, "could not tell", version => version.Subjects == 0 ? "-" : Invariant($"{100.0 * version.Unknown / version.Subjects:0.0} % of {version.Subjects} subjects"));
        output.WriteTable(table);
        var outcomes = PolicyOutput.Table("the candidate's hits", "subjects");
        foreach (var (outcome, words) in Outcomes)
            outcomes.Row(words, Text(Totals.Outcomes.GetValueOrDefault(outcome)));
        output.WriteTable(outcomes);
        if (against is not null)
        {
            output.WriteLine(Invariant($"only the candidate hits {Totals.OnlyCandidate} subjects, only {against.SheetHash} hits {Totals.OnlyAgainst}, both hit {Totals.Differences.Count}"));
            if (Totals.Differences.Count > 0)
                output.WriteLine(Invariant($"of those the candidate is earlier {Earlier} times and later {Later} times; in the middle by {Median():+0.0;-0.0;0} s"));
        }

        output.WriteLine(Invariant($"{result.TimesLivePerCore:0} x live time per core ({result.Took.TotalSeconds:0.0} s on {result.Threads} threads, {Totals.Signals / result.Took.TotalSeconds / result.Threads:0} signals/s/core); goal {SpeedGoal:0}"));
    }

    /// <summary>Every subject that either version hits, one line each.</summary>
    public IEnumerable<string> Csv() => Totals.Hits
        .OrderBy(hit => hit.Live, StringComparer.Ordinal).ThenBy(hit => hit.Subject, StringComparer.Ordinal)
        .Select(hit => string.Join(',', hit.Live, hit.Subject, hit.Outcome is { } outcome ? WireWord.From(outcome) : "", string.Join('+', hit.Rungs), Time(hit.CandidateAt), Time(hit.AgainstAt)))
        .Prepend("live,subject,outcome,rungs,candidate_at,against_at");

    private long Earlier => Totals.Differences.Count(difference => difference < TimeSpan.Zero);

    private long Later => Totals.Differences.Count(difference => difference > TimeSpan.Zero);

    private double? Median()
    {
        if (Totals.Differences.Count == 0)
            return null;
        var ordered = Totals.Differences.Order().ToList();
        return ordered[ordered.Count / 2].TotalSeconds;
    }

    private void Row(Spectre.Console.Table table, string what, Func<VersionTotals, string> value) =>
        table.Row(what, value(Totals.Candidate), against is null ? "" : value(Totals.Against));

    private static object Json(VersionTotals version) => new
    {
        version.Hits, version.LivesHit, version.Rungs, version.Orders, version.CoinsStopped, version.GiftsStopped, version.LivesCut, version.LivesCutProposed,
        RestrictedMinutes = version.Restricted.TotalMinutes, version.Subjects, version.Unknown, UnknownShare = version.Subjects == 0 ? (double?)null : (double)version.Unknown / version.Subjects,
    };

    private static string Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
