using System.Globalization;
using System.Text.Json;

namespace Moderation.Cli.Bench;

/// <summary>The result of <c>moderation bench decide</c>, by the processor time of its process, collector included. Best of the rounds, because other work on the machine only ever takes away.</summary>
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

    /// <summary>Signals a second when their JSON is only read.</summary>
    public required double ReadPerSecond { get; init; }

    public required double MedianReadPerSecond { get; init; }

    /// <summary>Signals a second when they are read and decided.</summary>
    public required double DecidePerSecond { get; init; }

    public required double MedianDecidePerSecond { get; init; }

    /// <summary>What deciding reaches of reading only, both at their best.</summary>
    public required double Ratio { get; init; }

    /// <summary>Nanoseconds that deciding adds to a signal, by the medians.</summary>
    public required double DecideNanoseconds { get; init; }

    public required double BytesAllocatedPerSignal { get; init; }

    /// <summary>Heap that one live holds, evidence and sheets' state together.</summary>
    public required long BytesPerLive { get; init; }

    public required long MedianSnapshotBytes { get; init; }

    public required long LargestSnapshotBytes { get; init; }

    /// <summary>The machine's load before and after, mean runnable threads of a minute.</summary>
    public required IReadOnlyList<double?> Load { get; init; }

    public double Goal { get; } = RateGoal;

    public bool GoalReached => DecidePerSecond >= RateGoal;

    public static DecideBenchReport Of(
        int sheets, int lives, IReadOnlyList<DecideRound> rounds, long decisions, long bytesPerLive, IReadOnlyList<long> snapshotsInOrder, IReadOnlyList<double?> load)
    {
        var read = rounds.Select(round => round.Signals / round.ReadSeconds).ToList();
        var decide = rounds.Select(round => round.Signals / round.DecideSeconds).ToList();
        return new DecideBenchReport
        {
            Sheets = sheets,
            Lives = lives,
            Rounds = rounds.Count,
            Signals = rounds.Sum(round => round.Signals),
            Decisions = decisions,
            ReadPerSecond = Math.Round(read.Max()),
            MedianReadPerSecond = Math.Round(FramesBenchReport.Median(read)),
            DecidePerSecond = Math.Round(decide.Max()),
            MedianDecidePerSecond = Math.Round(FramesBenchReport.Median(decide)),
            Ratio = Math.Round(decide.Max() / read.Max(), 3),
            DecideNanoseconds = Math.Round(1e9 / FramesBenchReport.Median(decide) - 1e9 / FramesBenchReport.Median(read)),
            BytesAllocatedPerSignal = Math.Round((double)rounds.Sum(round => round.AllocatedBytes) / rounds.Sum(round => round.Signals)),
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
        bench: reading only              {ReadPerSecond:N0} signals/s and core (median {MedianReadPerSecond:N0})
        bench: reading and deciding      {DecidePerSecond:N0} signals/s and core (median {MedianDecidePerSecond:N0}), {DecideNanoseconds:N0} ns more a signal, {BytesAllocatedPerSignal:N0} bytes allocated a signal
        bench: a live holds              {BytesPerLive:N0} bytes; its snapshot {MedianSnapshotBytes:N0} bytes in the middle, {LargestSnapshotBytes:N0} at most
        bench: deciding reaches {Ratio:0.000} of reading only; goal {RateGoal:N0} signals/s and core: {(GoalReached ? "reached" : "missed")}; machine load {string.Join(", ", Load)}
        """);
}
