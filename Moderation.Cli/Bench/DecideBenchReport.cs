using System.Globalization;
using System.Runtime;
using System.Text.Json;

namespace Moderation.Cli.Bench;

/// <summary>The result of <c>moderation bench decide</c>, by the processor time of its process, collector included, and by the clock. Best of the rounds, because other work on the machine only ever takes away.</summary>
internal sealed record DecideBenchReport
{
    /// <summary>The promise: signals read and decided a second and core.</summary>
    public const double RateGoal = 200_000;

    public required int Sheets { get; init; }

    public required int Lives { get; init; }

    public required int Rounds { get; init; }

    public required long Signals { get; init; }

    /// <summary>Decisions in the measured rounds; a mix in which nothing is ever decided would measure little.</summary>
    public required long Decisions { get; init; }

    /// <summary>Signals a second when the generated reader alone reads them, by processor time.</summary>
    public required double GeneratedReadPerSecond { get; init; }

    public required double MedianGeneratedReadPerSecond { get; init; }

    /// <summary>Signals a second when they are only read, as the decider reads them, by processor time.</summary>
    public required double ReadPerSecond { get; init; }

    public required double MedianReadPerSecond { get; init; }

    /// <summary>Signals a second when they are read and decided, by processor time.</summary>
    public required double DecidePerSecond { get; init; }

    public required double MedianDecidePerSecond { get; init; }

    /// <summary>The same by the clock.</summary>
    public required double WallDecidePerSecond { get; init; }

    public required double MedianWallDecidePerSecond { get; init; }

    /// <summary>What deciding reaches of reading only, both at their best.</summary>
    public required double Ratio { get; init; }

    /// <summary>Nanoseconds that deciding adds to a signal, by the medians.</summary>
    public required double DecideNanoseconds { get; init; }

    public required double BytesAllocatedPerSignal { get; init; }

    /// <summary>Share of the time by the clock, while reading and deciding, in which the collector let nothing else run.</summary>
    public required double CollectingShare { get; init; }

    /// <summary>The collector that the process runs under. The Worker's is the server's, concurrent.</summary>
    public string Collector { get; } = $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {(GCSettings.LatencyMode == GCLatencyMode.Interactive ? "concurrent" : "not concurrent")}";

    /// <summary>Heap that one live holds, evidence and sheets' state together.</summary>
    public required long BytesPerLive { get; init; }

    public required long MedianSnapshotBytes { get; init; }

    public required long LargestSnapshotBytes { get; init; }

    /// <summary>The machine's load before and after, mean runnable threads of a minute.</summary>
    public required IReadOnlyList<double?> Load { get; init; }

    public double Goal { get; } = RateGoal;

    public bool GoalReached => DecidePerSecond >= RateGoal;

    public bool GoalReachedByMedian => MedianDecidePerSecond >= RateGoal;

    public static DecideBenchReport Of(
        int sheets, int lives, IReadOnlyList<DecideRound> rounds, long decisions, long bytesPerLive, IReadOnlyList<long> snapshotsInOrder, IReadOnlyList<double?> load)
    {
        var generated = rounds.Select(round => round.Signals / round.Generated.ProcessorSeconds).ToList();
        var read = rounds.Select(round => round.Signals / round.Read.ProcessorSeconds).ToList();
        var decide = rounds.Select(round => round.Signals / round.Decide.ProcessorSeconds).ToList();
        var wall = rounds.Select(round => round.Signals / round.Decide.WallSeconds).ToList();
        return new DecideBenchReport
        {
            Sheets = sheets,
            Lives = lives,
            Rounds = rounds.Count,
            Signals = rounds.Sum(round => round.Signals),
            Decisions = decisions,
            GeneratedReadPerSecond = Math.Round(generated.Max()),
            MedianGeneratedReadPerSecond = Math.Round(FramesBenchReport.Median(generated)),
            ReadPerSecond = Math.Round(read.Max()),
            MedianReadPerSecond = Math.Round(FramesBenchReport.Median(read)),
            DecidePerSecond = Math.Round(decide.Max()),
            MedianDecidePerSecond = Math.Round(FramesBenchReport.Median(decide)),
            WallDecidePerSecond = Math.Round(wall.Max()),
            MedianWallDecidePerSecond = Math.Round(FramesBenchReport.Median(wall)),
            Ratio = Math.Round(decide.Max() / read.Max(), 3),
            DecideNanoseconds = Math.Round(1e9 / FramesBenchReport.Median(decide) - 1e9 / FramesBenchReport.Median(read)),
            BytesAllocatedPerSignal = Math.Round((double)rounds.Sum(round => round.AllocatedBytes) / rounds.Sum(round => round.Signals)),
            CollectingShare = Math.Round(rounds.Sum(round => round.PausedSeconds) / rounds.Sum(round => round.Decide.WallSeconds), 3),
            BytesPerLive = bytesPerLive,
            MedianSnapshotBytes = snapshotsInOrder[snapshotsInOrder.Count / 2],
            LargestSnapshotBytes = snapshotsInOrder[^1],
            Load = load,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.DecideBenchReport);

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"""
        bench: {Sheets} sheets, {Lives:N0} lives, {Signals:N0} signals in {Rounds} rounds of each side, {Decisions:N0} decisions
        bench: generated reader only     {GeneratedReadPerSecond:N0} signals/s and core (median {MedianGeneratedReadPerSecond:N0})
        bench: reading only              {ReadPerSecond:N0} signals/s and core (median {MedianReadPerSecond:N0})
        bench: reading and deciding      {DecidePerSecond:N0} signals/s and core (median {MedianDecidePerSecond:N0}), {DecideNanoseconds:N0} ns more a signal, {BytesAllocatedPerSignal:N0} bytes allocated a signal
        bench: the same by the clock     {WallDecidePerSecond:N0} signals/s (median {MedianWallDecidePerSecond:N0}); {CollectingShare:P0} of it collecting ({Collector})
        bench: a live holds              {BytesPerLive:N0} bytes; its snapshot {MedianSnapshotBytes:N0} bytes in the middle, {LargestSnapshotBytes:N0} at most
        bench: deciding reaches {Ratio:0.000} of reading only; goal {RateGoal:N0} signals/s and core: {(GoalReached ? "reached" : "missed")}, by the median {(GoalReachedByMedian ? "reached" : "missed")}; machine load {string.Join(", ", Load)}
        """);
}
