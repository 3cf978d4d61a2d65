using System.Globalization;
using System.Text.Json.Serialization;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What a backtest tells.</summary>
public sealed record BacktestReport
{
    /// <summary>The sheet that was tried.</summary>
    public required BacktestedVersion Candidate { get; init; }

    /// <summary>What it was compared with; left out where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BacktestedVersion? Against { get; init; }

    /// <summary>Lives whose log was folded.</summary>
    public required long Lives { get; init; }

    /// <summary>Entries that were folded.</summary>
    public required long Signals { get; init; }

    /// <summary>Event time of all lives in hours, each from its first entry to its end.</summary>
    public required double LiveHours { get; init; }

    /// <summary>Coins of all gifts.</summary>
    public required long Coins { get; init; }

    /// <summary>The candidate's subjects by what reviewers made of them: actioned_upheld, reported_upheld, overturned, reviewed_clean, never_reviewed, exempt.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>How the two versions differ; left out where nothing was compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BacktestDifferences? Differences { get; init; }

    /// <summary>Time of the whole run in seconds, reading included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Threads that folded.</summary>
    public required int Threads { get; init; }

    /// <summary>Event time folded in a second by one thread, under all versions, in seconds.</summary>
    public required double TimesLivePerCore { get; init; }

    /// <summary>Entries folded in a second by one thread.</summary>
    public required double SignalsPerSecondPerCore { get; init; }

    /// <summary>Makes the report.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="totals">What was counted.</param>
    /// <param name="took">Time of the whole run, reading included; over zero.</param>
    /// <param name="threads">Threads that folded.</param>
    public static BacktestReport Of(BacktestQuestion question, BacktestTotals totals, TimeSpan took, int threads)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(took, TimeSpan.Zero);
        return new BacktestReport
        {
            Candidate = BacktestedVersion.Of(question.Candidate, totals.Candidate),
            Against = question.Against is { } against ? BacktestedVersion.Of(against, totals.Against) : null,
            Lives = totals.Lives,
            Signals = totals.Signals,
            LiveHours = totals.LiveTime.TotalHours,
            Coins = totals.Coins,
            Outcomes = Enum.GetValues<HitOutcome>().ToDictionary(WireWord.From, outcome => totals.Outcomes.GetValueOrDefault(outcome)),
            Differences = question.Against is null ? null : BacktestDifferences.Of(totals),
            Seconds = took.TotalSeconds,
            Threads = threads,
            TimesLivePerCore = totals.LiveTime / took / threads,
            SignalsPerSecondPerCore = totals.Signals / took.TotalSeconds / threads,
        };
    }

    /// <summary>Every subject that either version hits as a table in CSV, one line each after a heading.</summary>
    /// <param name="totals">What was counted.</param>
    public static IEnumerable<string> Csv(BacktestTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return totals.Hits
            .OrderBy(hit => hit.Live, StringComparer.Ordinal).ThenBy(hit => hit.Subject, StringComparer.Ordinal)
            .Select(hit => string.Join(',', hit.Live, hit.Subject, hit.Outcome is { } outcome ? WireWord.From(outcome) : "", string.Join('+', hit.Rungs), Time(hit.CandidateAt), Time(hit.AgainstAt)))
            .Prepend("live,subject,outcome,rungs,candidate_at,against_at");
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>One version in a backtest.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="SheetHash">Hash of the normalised sheet.</param>
/// <param name="Totals">What it comes to.</param>
public sealed record BacktestedVersion(string Name, string SheetHash, BacktestedTotals Totals)
{
    internal static BacktestedVersion Of(CompiledSheet sheet, VersionTotals totals) => new(sheet.Name, sheet.SheetHash, new BacktestedTotals
    {
        Hits = totals.Hits,
        LivesHit = totals.LivesHit,
        Rungs = sheet.Variants.SelectMany(variant => variant.Ladder).Select(rung => rung.Name).Distinct().Where(totals.Rungs.ContainsKey).ToDictionary(rung => rung, rung => totals.Rungs[rung]),
        Orders = totals.Orders,
        CoinsStopped = totals.CoinsStopped,
        GiftsStopped = totals.GiftsStopped,
        LivesCut = totals.LivesCut,
        LivesCutProposed = totals.LivesCutProposed,
        RestrictedMinutes = totals.Restricted.TotalMinutes,
        Subjects = totals.Subjects,
        Unknown = totals.Unknown,
        UnknownShare = totals.Subjects == 0 ? null : (double)totals.Unknown / totals.Subjects,
    });
}

/// <summary>What one version comes to.</summary>
public sealed record BacktestedTotals
{
    /// <summary>Subjects that reached a rung, exemptions not counted.</summary>
    public required long Hits { get; init; }

    /// <summary>Lives with such a subject.</summary>
    public required long LivesHit { get; init; }

    /// <summary>Subjects by the rung that they reached, in the order of the ladder; a rung that nobody reached is left out.</summary>
    public required IReadOnlyDictionary<string, long> Rungs { get; init; }

    /// <summary>Orders that were given; renewals count, reversals do not.</summary>
    public required long Orders { get; init; }

    /// <summary>Coins of the gifts that a running order would have stopped.</summary>
    public required long CoinsStopped { get; init; }

    /// <summary>How many gifts those are.</summary>
    public required long GiftsStopped { get; init; }

    /// <summary>Lives that were cut or paused.</summary>
    public required long LivesCut { get; init; }

    /// <summary>Lives for which that was proposed or done.</summary>
    public required long LivesCutProposed { get; init; }

    /// <summary>Minutes of restriction, over all subjects; times of one subject that overlap count once, up to the end of its live.</summary>
    public required double RestrictedMinutes { get; init; }

    /// <summary>Subjects that the sheet looked at when their live ended, or the log.</summary>
    public required long Subjects { get; init; }

    /// <summary>How many of them it could not tell about.</summary>
    public required long Unknown { get; init; }

    /// <summary>The share of those, 0..1; left out where there was no subject.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? UnknownShare { get; init; }
}

/// <summary>How two versions differ over the same lives.</summary>
public sealed record BacktestDifferences
{
    /// <summary>Subjects that only the candidate hits.</summary>
    public required long OnlyCandidate { get; init; }

    /// <summary>Subjects that only the other version hits.</summary>
    public required long OnlyAgainst { get; init; }

    /// <summary>Subjects that both hit.</summary>
    public required long Both { get; init; }

    /// <summary>Those of them that the candidate hits earlier.</summary>
    public required long Earlier { get; init; }

    /// <summary>Those of them that the candidate hits later.</summary>
    public required long Later { get; init; }

    /// <summary>How much later the candidate hits them, in the middle, in seconds; under zero is earlier. Left out where both hit nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MedianSecondsLater { get; init; }

    internal static BacktestDifferences Of(BacktestTotals totals) => new()
    {
        OnlyCandidate = totals.OnlyCandidate,
        OnlyAgainst = totals.OnlyAgainst,
        Both = totals.Differences.Count,
        Earlier = totals.Differences.Count(difference => difference < TimeSpan.Zero),
        Later = totals.Differences.Count(difference => difference > TimeSpan.Zero),
        MedianSecondsLater = totals.Differences.Count == 0 ? null : totals.Differences.Order().ElementAt(totals.Differences.Count / 2).TotalSeconds,
    };
}
