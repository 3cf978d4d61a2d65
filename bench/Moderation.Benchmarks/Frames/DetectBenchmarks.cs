using BenchmarkDotNet.Attributes;
using Moderation.Models.Faces;
using Moderation.Models.Sessions;

namespace Moderation.Benchmarks.Frames;

/// <summary>Finding faces in a decoded 720p picture, beside the bare session on a prepared tensor.</summary>
[MemoryDiagnoser]
public class DetectBenchmarks
{
    private FrameFixture _fixture = null!;
    private BlazeFaceDetector _detector = null!;
    private ModelBinding _bare = null!;

    [GlobalSetup]
    public void Open()
    {
        _fixture = new FrameFixture();
        _detector = new BlazeFaceDetector(_fixture.Detector, _fixture.Options.Faces);
        _bare = new ModelBinding(_fixture.Detector, _fixture.Detector.Manifest.Outputs.Select(output => output.Name));
    }

    [GlobalCleanup]
    public void Close()
    {
        _bare.Dispose();
        _detector.Dispose();
        _fixture.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Bare() => _bare.Run();

    /// <summary>Decodes too, because pixels live only until the next decode; subtract <see cref="DecodeBenchmarks.Decode"/>.</summary>
    [Benchmark]
    public int DecodeAndDetect()
    {
        _fixture.Decoder.Decode(_fixture.Jpeg, out var pixels);
        return _detector.Detect(pixels).Length;
    }
}
