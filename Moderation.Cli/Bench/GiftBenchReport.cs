using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Bench;

/// <summary>Times of one path, in milliseconds from when a request was due to its whole answer.</summary>
internal sealed record PathTimes(int Requests, double P50Ms, double P99Ms)
{
    public static PathTimes Of(IReadOnlyCollection<double> milliseconds)
    {
        var summary = LatencySummary.Of(milliseconds);
        return new PathTimes(summary.Count, Math.Round(summary.P50 ?? double.NaN, 2), Math.Round(summary.P99 ?? double.NaN, 2));
    }
}

/// <summary>What one round measured.</summary>
internal sealed record GiftBenchRound(IReadOnlyList<double> Nothing, IReadOnlyList<double> Allow, IReadOnlyList<double> Hold, int Wrong)
{
    public static GiftBenchRound Of(IReadOnlyList<(GiftAnswerSeen Answer, TimeSpan Took)> nothing, IReadOnlyList<(GiftAnswerSeen Answer, TimeSpan Took)> gifts) => new(
        Times(nothing, GiftAnswerSeen.Nothing),
        Times(gifts, GiftAnswerSeen.Allow),
        Times(gifts, GiftAnswerSeen.Hold),
        nothing.Concat(gifts).Count(one => one.Answer == GiftAnswerSeen.Wrong));

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"p99 of nothing {PathTimes.Of(Nothing).P99Ms:0.00} ms, allow {PathTimes.Of(Allow).P99Ms:0.00} ms, hold {PathTimes.Of(Hold).P99Ms:0.00} ms, wrong {Wrong}");

    private static List<double> Times(IEnumerable<(GiftAnswerSeen Answer, TimeSpan Took)> answers, GiftAnswerSeen wanted) =>
        [.. answers.Where(one => one.Answer == wanted).Select(one => one.Took.TotalMilliseconds)];
}

/// <summary>The result of <c>moderation bench gifts</c>.</summary>
internal sealed record GiftBenchReport
{
    public required int Cores { get; init; }

    public required double? Load { get; init; }

    public required int RatePerSecond { get; init; }

    public required int Lives { get; init; }

    /// <summary>The request that does nothing, over all rounds.</summary>
    public required PathTimes Nothing { get; init; }

    /// <summary>Gifts that were allowed under a cap, over all rounds.</summary>
    public required PathTimes Allow { get; init; }

    /// <summary>Gifts that were held, the broker's word included, over all rounds.</summary>
    public required PathTimes Hold { get; init; }

    /// <summary>How many times the p99 of nothing that of an allowed gift is; the middle one of the rounds.</summary>
    public required double AllowRatioP99 { get; init; }

    /// <summary>The same of a held gift.</summary>
    public required double HoldRatioP99 { get; init; }

    /// <summary>p99 of allowed gifts, round by round.</summary>
    public required IReadOnlyList<double> AllowP99MsByRound { get; init; }

    /// <summary>p99 of held gifts, round by round.</summary>
    public required IReadOnlyList<double> HoldP99MsByRound { get; init; }

    /// <summary>Share of the gifts that the Api itself answered within 10 ms, by its own clock from the request read to the answer known; null where it was not asked.</summary>
    public double? ApiWithin10MsShare { get; init; }

    /// <summary>Share of all requests that failed or were answered otherwise than what is in force says.</summary>
    public required double ErrorShare { get; init; }

    public static GiftBenchReport Of(int rate, int lives, IReadOnlyList<GiftBenchRound> rounds)
    {
        var (nothing, allow, hold) = (Pool(rounds, round => round.Nothing), Pool(rounds, round => round.Allow), Pool(rounds, round => round.Hold));
        var wrong = rounds.Sum(round => round.Wrong);
        return new GiftBenchReport
        {
            Cores = Environment.ProcessorCount,
            Load = MachineLoad.LastMinute(),
            RatePerSecond = rate,
            Lives = lives,
            Nothing = nothing,
            Allow = allow,
            Hold = hold,
            AllowRatioP99 = Ratio(rounds, round => round.Allow),
            HoldRatioP99 = Ratio(rounds, round => round.Hold),
            AllowP99MsByRound = [.. rounds.Select(round => PathTimes.Of(round.Allow).P99Ms)],
            HoldP99MsByRound = [.. rounds.Select(round => PathTimes.Of(round.Hold).P99Ms)],
            ErrorShare = (double)wrong / (wrong + nothing.Requests + allow.Requests + hold.Requests),
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, GiftBenchJson.Default.GiftBenchReport);

    public string Explain() => string.Join('\n',
    [
        Line($"bench: {RatePerSecond} requests a second, {Lives} lives with something in force, load {Load:0.0} on {Cores} cores"),
        Row("nothing", Nothing),
        Row("allow", Allow),
        Row("hold", Hold),
        Line($"bench: p99 beside that of nothing: allow {AllowRatioP99:0.00}, hold {HoldRatioP99:0.00}; errors {ErrorShare:0.0000 %}"),
        Line($"bench: answered within 10 ms by the Api's own clock: {ApiWithin10MsShare:0.000 %}"),
    ]);

    private static PathTimes Pool(IEnumerable<GiftBenchRound> rounds, Func<GiftBenchRound, IReadOnlyList<double>> path) => PathTimes.Of([.. rounds.SelectMany(path)]);

    private static double Ratio(IEnumerable<GiftBenchRound> rounds, Func<GiftBenchRound, IReadOnlyList<double>> path) =>
        Math.Round(FramesBenchReport.Median(rounds.Select(round => PathTimes.Of(path(round)).P99Ms / PathTimes.Of(round.Nothing).P99Ms)), 2);

    private static string Row(string name, PathTimes times) => Line($"bench: {name,-8} p50 {times.P50Ms:0.00} ms, p99 {times.P99Ms:0.00} ms ({times.Requests} requests)");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GiftBenchReport))]
internal sealed partial class GiftBenchJson : JsonSerializerContext;
