using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Cli.Bench;

/// <summary>What the queue was measured to take.</summary>
internal sealed record ReviewBenchReport
{
    /// <summary>The machine's cores.</summary>
    public required int Cores { get; init; }

    /// <summary>Its load over the last minute, by the end.</summary>
    public required double? Load { get; init; }

    /// <summary>Reports in the database.</summary>
    public required int Reports { get; init; }

    /// <summary>Open cases in the database.</summary>
    public required int OpenCases { get; init; }

    /// <summary>Requests a second.</summary>
    public required int RatePerSecond { get; init; }

    /// <summary>The request that does nothing, at the same rate.</summary>
    public required PathTimes Nothing { get; init; }

    /// <summary>Reads; the goal is 50 ms at p99.</summary>
    public required PathTimes Read { get; init; }

    /// <summary>Claims of the next case.</summary>
    public required PathTimes Claim { get; init; }

    /// <summary>Verdicts; the goal is 100 ms at p99.</summary>
    public required PathTimes Verdict { get; init; }

    /// <summary>p99 of reads beside that of nothing.</summary>
    public required double ReadRatioP99 { get; init; }

    /// <summary>p99 of verdicts beside that of nothing.</summary>
    public required double VerdictRatioP99 { get; init; }

    /// <summary>Claims a second of fifty reviewers at once, each put back at once, so as many releases with them; the goal is 500.</summary>
    public required double ClaimsPerSecond { get; init; }

    /// <summary>Share of requests that failed.</summary>
    public required double ErrorShare { get; init; }

    public static ReviewBenchReport Of(
        ReviewLoad load, IReadOnlyList<(ReviewAnswer Answer, TimeSpan Took)> nothing, IReadOnlyList<(ReviewAnswer Answer, TimeSpan Took)> reads,
        IReadOnlyList<((ReviewAnswer Answer, TimeSpan Claim, TimeSpan Verdict) Answer, TimeSpan Took)> decisions, int claims, TimeSpan claiming)
    {
        var (idle, read) = (Times(nothing, ReviewAnswer.Nothing), Times(reads, ReviewAnswer.Read));
        var decided = decisions.Select(decision => decision.Answer).Where(answer => answer.Answer == ReviewAnswer.Verdict).ToList();
        var verdict = PathTimes.Of([.. decided.Select(answer => answer.Verdict.TotalMilliseconds)]);
        var all = nothing.Count + reads.Count + decisions.Count;
        return new ReviewBenchReport
        {
            Cores = Environment.ProcessorCount,
            Load = MachineLoad.LastMinute(),
            Reports = load.Reports,
            OpenCases = load.Cases,
            RatePerSecond = load.Rate,
            Nothing = idle,
            Read = read,
            Claim = PathTimes.Of([.. decided.Select(answer => answer.Claim.TotalMilliseconds)]),
            Verdict = verdict,
            ReadRatioP99 = Math.Round(read.P99Ms / idle.P99Ms, 2),
            VerdictRatioP99 = Math.Round(verdict.P99Ms / idle.P99Ms, 2),
            ClaimsPerSecond = Math.Round(claims / claiming.TotalSeconds, 0),
            ErrorShare = (double)(all - idle.Requests - read.Requests - decided.Count) / all,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, ReviewBenchJson.Default.ReviewBenchReport);

    public string Explain() => string.Join('\n',
    [
        Line($"bench: {Reports} reports, {OpenCases} open cases, {RatePerSecond} requests a second, load {Load:0.0} on {Cores} cores"),
        Row("nothing", Nothing),
        Row("read", Read),
        Row("claim", Claim),
        Row("verdict", Verdict),
        Line($"bench: p99 beside that of nothing: read {ReadRatioP99:0.00}, verdict {VerdictRatioP99:0.00}; errors {ErrorShare:0.0000 %}"),
        Line($"bench: {ClaimsPerSecond:0} claims a second, each put back, by {ReviewBench.Reviewers} reviewers at once"),
    ]);

    private static PathTimes Times(IEnumerable<(ReviewAnswer Answer, TimeSpan Took)> answers, ReviewAnswer wanted) =>
        PathTimes.Of([.. answers.Where(answer => answer.Answer == wanted).Select(answer => answer.Took.TotalMilliseconds)]);

    private static string Row(string name, PathTimes times) => Line($"bench: {name,-8} p50 {times.P50Ms:0.00} ms, p99 {times.P99Ms:0.00} ms ({times.Requests} requests)");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReviewBenchReport))]
internal sealed partial class ReviewBenchJson : JsonSerializerContext;
