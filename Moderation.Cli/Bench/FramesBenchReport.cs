using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Cli.Bench;

/// <summary>One round of each, one after the other.</summary>
internal sealed record RoundPair(RoundResult Bare, RoundResult Worker)
{
    public double Ratio => Worker.FramesPerSecondAndCore / Bare.FramesPerSecondAndCore;
}

/// <summary>What one side reached; medians over the rounds, sums for what was used.</summary>
internal sealed record BenchSide(double FramesPerSecondAndCore, long Frames, double CpuMsPerFrame, double BytesAllocatedPerFrame);

/// <summary>The result of <c>moderation bench frames</c>.</summary>
internal sealed record FramesBenchReport
{
    /// <summary>The promise: what the whole Worker reaches of the bare models and decoder.</summary>
    public const double Goal = 0.9;

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

    public double RatioGoal { get; } = Goal;

    public bool GoalReached => Ratio >= Goal;

    public static FramesBenchReport Of(IReadOnlyList<BenchFrame> frames, IReadOnlyList<RoundPair> pairs) => new()
    {
        Cores = Environment.ProcessorCount,
        DistinctFrames = frames.Count,
        FacesPerFrame = Math.Round(frames.Average(f => f.ReadFaces), 3),
        Bare = Side([.. pairs.Select(p => p.Bare)]),
        Worker = Side([.. pairs.Select(p => p.Worker)]),
        Ratio = Math.Round(Median(pairs.Select(p => p.Ratio)), 3),
        Ratios = [.. pairs.Select(p => Math.Round(p.Ratio, 3))],
    };

    public string ToJson() => JsonSerializer.Serialize(this, BenchJson.Default.FramesBenchReport);

    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"""
        bench: bare models and decoder {Bare.FramesPerSecondAndCore:0.0} frames/s and core ({Bare.CpuMsPerFrame:0.0} ms CPU a frame)
        bench: whole Worker            {Worker.FramesPerSecondAndCore:0.0} frames/s and core ({Worker.CpuMsPerFrame:0.0} ms CPU and {Worker.BytesAllocatedPerFrame:0} bytes allocated a frame)
        bench: ratio {Ratio:0.000} (of CPU time {CpuRatio:0.000}), goal {Goal:0.00}: {(GoalReached ? "reached" : "missed")}
        """);

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static BenchSide Side(IReadOnlyList<RoundResult> rounds)
    {
        var frames = rounds.Sum(r => r.Frames);
        return new BenchSide(
            Math.Round(Median(rounds.Select(r => r.FramesPerSecondAndCore)), 2), frames,
            Math.Round(rounds.Sum(r => r.CpuSeconds) * 1000 / frames, 2), Math.Round((double)rounds.Sum(r => r.AllocatedBytes) / frames));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FramesBenchReport))]
[JsonSerializable(typeof(ChatBenchReport))]
[JsonSerializable(typeof(DecideBenchReport))]
[JsonSerializable(typeof(EnforceBenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
