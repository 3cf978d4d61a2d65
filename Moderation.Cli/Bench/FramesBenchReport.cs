using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Cli.Bench;

/// <summary>One round of each, one after the other.</summary>
/// <param name="Bare">The bare models.</param>
/// <param name="Worker">The whole Worker.</param>
/// <param name="BesideBare">Cores that broker, feeder and reader kept busy beside the bare models.</param>
/// <param name="BesideWorker">The same beside the Worker.</param>
internal sealed record RoundPair(RoundResult Bare, RoundResult Worker, double BesideBare = 0, double BesideWorker = 0)
{
    public double Ratio => Worker.FramesPerSecondAndCore / Bare.FramesPerSecondAndCore;

    public double CpuRatio => Bare.CpuSeconds / Bare.Frames / (Worker.CpuSeconds / Worker.Frames);
}

/// <summary>What one side reached.</summary>
/// <param name="FramesPerSecondAndCore">By the clock, median of the rounds.</param>
/// <param name="Frames">Frames of all rounds.</param>
/// <param name="CpuMsPerFrame">Processor time of the process, over all rounds.</param>
/// <param name="BytesAllocatedPerFrame">On the managed heap, over all rounds.</param>
/// <param name="BestFramesPerSecondAndCore">By the clock, the best round: other work on the machine only takes away.</param>
/// <param name="BesideCores">Cores that broker, feeder and reader kept busy meanwhile, median of the rounds.</param>
internal sealed record BenchSide(
    double FramesPerSecondAndCore, long Frames, double CpuMsPerFrame, double BytesAllocatedPerFrame, double BestFramesPerSecondAndCore, double BesideCores);

/// <summary>The result of <c>moderation bench frames</c>.</summary>
internal sealed record FramesBenchReport
{
    /// <summary>The promise: what the whole Worker reaches of the bare models and decoder.</summary>
    public const double Goal = 0.9;

    /// <summary>Cores of the machine.</summary>
    public required int Cores { get; init; }

    public required int DistinctFrames { get; init; }

    public required double FacesPerFrame { get; init; }

    public required BenchSide Bare { get; init; }

    public required BenchSide Worker { get; init; }

    /// <summary>Median of the rounds' ratios of frames per second.</summary>
    public required double Ratio { get; init; }

    /// <summary>CPU time of a frame in the bare sessions over that in the Worker's process: steadier than the ratio where other work shares the cores.</summary>
    public double CpuRatio => Math.Round(Bare.CpuMsPerFrame / Worker.CpuMsPerFrame, 3);

    public required IReadOnlyList<double> Ratios { get; init; }

    public required IReadOnlyList<double> CpuRatios { get; init; }

    /// <summary>The Worker's best round over the bare models' best round.</summary>
    public double BestRatio => Math.Round(Worker.BestFramesPerSecondAndCore / Bare.BestFramesPerSecondAndCore, 3);

    /// <summary>The core that both sides had to themselves in turns; null where they shared all cores with what feeds them.</summary>
    public int? MeasuredCore { get; init; }

    /// <summary>Mean number of runnable threads of the machine in the minute before; null where the system does not tell.</summary>
    public double? LoadBefore { get; init; }

    public double RatioGoal { get; } = Goal;

    /// <summary>By the median and by the best rounds: work that disturbs the bare rounds alone lifts the median only.</summary>
    public bool GoalReached => Math.Min(Ratio, BestRatio) >= Goal;

    public static FramesBenchReport Of(IReadOnlyList<BenchFrame> frames, IReadOnlyList<RoundPair> pairs, CoreSplit? split = null, double? loadBefore = null) => new()
    {
        Cores = Environment.ProcessorCount,
        DistinctFrames = frames.Count,
        FacesPerFrame = Math.Round(frames.Average(f => f.ReadFaces), 3),
        Bare = Side([.. pairs.Select(p => p.Bare)], pairs.Select(p => p.BesideBare)),
        Worker = Side([.. pairs.Select(p => p.Worker)], pairs.Select(p => p.BesideWorker)),
        Ratio = Math.Round(Median(pairs.Select(p => p.Ratio)), 3),
        Ratios = [.. pairs.Select(p => Math.Round(p.Ratio, 3))],
        CpuRatios = [.. pairs.Select(p => Math.Round(p.CpuRatio, 3))],
        MeasuredCore = split?.Measured,
        LoadBefore = loadBefore,
    };

    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.FramesBenchReport);

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"""
        bench: bare models and decoder {Bare.FramesPerSecondAndCore:0.0} frames/s and core, best {Bare.BestFramesPerSecondAndCore:0.0} ({Bare.CpuMsPerFrame:0.0} ms CPU and {Bare.BytesAllocatedPerFrame:0} bytes allocated a frame)
        bench: whole Worker            {Worker.FramesPerSecondAndCore:0.0} frames/s and core, best {Worker.BestFramesPerSecondAndCore:0.0} ({Worker.CpuMsPerFrame:0.0} ms CPU and {Worker.BytesAllocatedPerFrame:0} bytes allocated a frame)
        bench: beside them             {Bare.BesideCores:0.00} and {Worker.BesideCores:0.00} cores; machine's load before {LoadBefore:0.0}
        bench: ratio {Ratio:0.000} (of the best rounds {BestRatio:0.000}, of CPU time {CpuRatio:0.000}), goal {Goal:0.00}: {(GoalReached ? "reached" : "missed")}
        """);

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static BenchSide Side(IReadOnlyList<RoundResult> rounds, IEnumerable<double> besideCores)
    {
        var frames = rounds.Sum(r => r.Frames);
        return new BenchSide(
            Math.Round(Median(rounds.Select(r => r.FramesPerSecondAndCore)), 2),
            frames,
            Math.Round(rounds.Sum(r => r.CpuSeconds) * 1000 / frames, 2),
            Math.Round((double)rounds.Sum(r => r.AllocatedBytes) / frames),
            Math.Round(rounds.Max(r => r.FramesPerSecondAndCore), 2),
            Math.Round(Median(besideCores), 3));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FramesBenchReport))]
[JsonSerializable(typeof(RoundResult))]
[JsonSerializable(typeof(ChatBenchReport))]
[JsonSerializable(typeof(DecideBenchReport))]
[JsonSerializable(typeof(EnforceBenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
