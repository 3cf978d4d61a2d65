using System.Diagnostics;
using System.Runtime;
using System.Text.Json.Serialization;
using Moderation.Models.Images;
using Moderation.Models.Sessions;
using OpenCvSharp;

namespace Moderation.Cli.Bench;

/// <summary>What a round of measuring found.</summary>
/// <param name="Frames">Frames that were done.</param>
/// <param name="Seconds">How long it took by the clock.</param>
/// <param name="AllocatedBytes">What the process allocated on the managed heap.</param>
/// <param name="CpuSeconds">Processor time of the process.</param>
/// <param name="Cores">Cores that it could use.</param>
internal readonly record struct RoundResult(long Frames, double Seconds, long AllocatedBytes, double CpuSeconds, int Cores = 1)
{
    [JsonIgnore]
    public double FramesPerSecondAndCore => Frames / Seconds / Cores;

    /// <summary>How long the runtime compiled methods meanwhile.</summary>
    public double CompilingSeconds { get; init; }
}

/// <summary>The least that scoring can cost: the decoder and the two sessions on tensors that are ready, one caller per core.</summary>
internal sealed class BareRound : IDisposable
{
    private readonly ModelSession _detector;
    private readonly ModelSession _age;
    private readonly IReadOnlyList<BenchFrame> _frames;
    private readonly List<(ModelBinding Detector, ModelBinding Age)> _callers = [];

    public BareRound(string modelsFolder, IReadOnlyList<BenchFrame> frames)
    {
        OpenCvRuntime.Prepare();
        _frames = frames;
        _detector = ModelSession.Open(Path.Combine(modelsFolder, "blazeface-back"));
        _age = ModelSession.Open(Path.Combine(modelsFolder, "faceres-deep"));
        for (var i = 0; i < Environment.ProcessorCount; i++)
            _callers.Add((Prepare(_detector, -1, 1), Prepare(_age, -120, 130)));
    }

    public async Task<RoundResult> RunAsync(TimeSpan length)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Environment.CpuUsage.TotalTime;
        var compiling = JitInfo.GetCompilationTime();
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(_callers.Select((caller, i) =>
            Task.Factory.StartNew(() => Call(caller, i, clock, length), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return new RoundResult(
            counts.Sum(), clock.Elapsed.TotalSeconds, GC.GetTotalAllocatedBytes() - allocated, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, _callers.Count)
        {
            CompilingSeconds = (JitInfo.GetCompilationTime() - compiling).TotalSeconds,
        };
    }

    public void Dispose()
    {
        foreach (var (detector, age) in _callers)
        {
            detector.Dispose();
            age.Dispose();
        }

        _detector.Dispose();
        _age.Dispose();
    }

    private long Call((ModelBinding Detector, ModelBinding Age) caller, int number, Stopwatch clock, TimeSpan length)
    {
        var count = 0L;
        for (var i = number * _frames.Count / _callers.Count; clock.Elapsed < length; i++, count++)
        {
            var frame = _frames[i % _frames.Count];
            using var picture = Cv2.ImDecode(frame.Jpeg, ImreadModes.Color);
            caller.Detector.Run();
            for (var face = 0; face < frame.ReadFaces; face++)
                caller.Age.Run();
        }

        return count;
    }

    /// <summary>Fills the input with numbers of the range that pixels have there, the same in every run.</summary>
    private static ModelBinding Prepare(ModelSession session, float from, float to)
    {
        IEnumerable<string> outputs = session.Manifest.Age is { } age ? [age.Distribution] : session.Manifest.Outputs.Select(o => o.Name);
        var binding = new ModelBinding(session, outputs);
        var chance = new Random(1);
        foreach (ref var number in binding.Input)
            number = from + (to - from) * chance.NextSingle();
        return binding;
    }
}
