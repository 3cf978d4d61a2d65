using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Bench;

/// <summary>One round of each side: the times of each order in milliseconds, and what the Worker used meanwhile.</summary>
/// <param name="Bare">Straight onto the topic of released orders.</param>
/// <param name="Enforced">Through the log of orders and the Worker.</param>
/// <param name="CpuSeconds">Processor time of the Worker in the enforced round.</param>
internal sealed record EnforceRound(IReadOnlyList<double> Bare, IReadOnlyList<double> Enforced, double CpuSeconds);

/// <summary>The result of <c>moderation bench enforce</c>. Times over all rounds; from the call that sends an order until a consumer of released orders has it.</summary>
internal sealed record EnforceBenchReport
{
    public required int Cores { get; init; }

    /// <summary>Orders a second that were sent, on each side in its turn.</summary>
    public required int Rate { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Orders that went through the Worker.</summary>
    public required int Orders { get; init; }

    public required double BareP50Ms { get; init; }

    public required double BareP99Ms { get; init; }

    public required double EnforcedP50Ms { get; init; }

    public required double EnforcedP99Ms { get; init; }

    /// <summary>Median over the rounds of how many bare ways an order's way is long, by the medians of the round.</summary>
    public required double RatioP50 { get; init; }

    /// <summary>The same by the 99th percentiles.</summary>
    public required double RatioP99 { get; init; }

    /// <summary>Processor time of the Worker an order, receipts included.</summary>
    public required double CpuMsPerOrder { get; init; }

    /// <summary>The machine's load before and after, mean runnable threads of a minute.</summary>
    public required IReadOnlyList<double?> Load { get; init; }

    public static EnforceBenchReport Of(int rate, IReadOnlyList<EnforceRound> rounds, IReadOnlyList<double?> load)
    {
        var (bare, enforced) = (LatencySummary.Of(rounds.SelectMany(round => round.Bare)), LatencySummary.Of(rounds.SelectMany(round => round.Enforced)));
        var pairs = rounds.Select(round => (Bare: LatencySummary.Of(round.Bare), Enforced: LatencySummary.Of(round.Enforced))).ToList();
        return new EnforceBenchReport
        {
            Cores = Environment.ProcessorCount,
            Rate = rate,
            Rounds = rounds.Count,
            Orders = enforced.Count,
            BareP50Ms = Math.Round(bare.P50!.Value, 2),
            BareP99Ms = Math.Round(bare.P99!.Value, 2),
            EnforcedP50Ms = Math.Round(enforced.P50!.Value, 2),
            EnforcedP99Ms = Math.Round(enforced.P99!.Value, 2),
            RatioP50 = Math.Round(FramesBenchReport.Median(pairs.Select(pair => pair.Enforced.P50!.Value / pair.Bare.P50!.Value)), 2),
            RatioP99 = Math.Round(FramesBenchReport.Median(pairs.Select(pair => pair.Enforced.P99!.Value / pair.Bare.P99!.Value)), 2),
            CpuMsPerOrder = Math.Round(rounds.Sum(round => round.CpuSeconds) * 1000 / enforced.Count, 3),
            Load = load,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.EnforceBenchReport);

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"""
        bench: {Orders:N0} orders at {Rate} a second, in {Rounds} rounds of each side
        bench: bare way through the broker   p50 {BareP50Ms:0.0} ms, p99 {BareP99Ms:0.0} ms
        bench: decided to released           p50 {EnforcedP50Ms:0.0} ms, p99 {EnforcedP99Ms:0.0} ms; {CpuMsPerOrder:0.00} ms of processor time an order
        bench: ratio round by round          p50 {RatioP50:0.00}, p99 {RatioP99:0.00}; machine load {string.Join(", ", Load)}
        """);
}
