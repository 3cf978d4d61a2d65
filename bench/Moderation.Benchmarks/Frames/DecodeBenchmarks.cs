using BenchmarkDotNet.Attributes;
using OpenCvSharp;

namespace Moderation.Benchmarks.Frames;

/// <summary>Header check and decode of a 720p JPEG, beside the bare native call.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private FrameFixture _fixture = null!;

    [GlobalSetup]
    public void Open() => _fixture = new FrameFixture();

    [GlobalCleanup]
    public void Close() => _fixture.Dispose();

    [Benchmark(Baseline = true)]
    public bool Bare()
    {
        using var picture = Cv2.ImDecode(_fixture.Jpeg, ImreadModes.Color);
        return picture.Empty();
    }

    [Benchmark]
    public int Decode()
    {
        _fixture.Decoder.Decode(_fixture.Jpeg, out var pixels);
        return pixels.HeightPx;
    }
}
