using BenchmarkDotNet.Attributes;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Models.Sessions;

namespace Moderation.Benchmarks.Frames;

/// <summary>Cutting out one face and reading its age, beside the bare session on a prepared tensor.</summary>
[MemoryDiagnoser]
public class AgeBenchmarks
{
    private const int SidePx = 300;

    private readonly byte[] _pixels = new byte[SidePx * SidePx * PixelView.Channels];
    private FrameFixture _fixture = null!;
    private AgeEstimator _estimator = null!;
    private ModelBinding _bare = null!;

    [GlobalSetup]
    public void Open()
    {
        _fixture = new FrameFixture();
        _estimator = new AgeEstimator(_fixture.Age);
        _bare = new ModelBinding(_fixture.Age, [_fixture.Age.Manifest.Age!.Distribution]);
        new Random(1).NextBytes(_pixels);
    }

    [GlobalCleanup]
    public void Close()
    {
        _bare.Dispose();
        _estimator.Dispose();
        _fixture.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Bare() => _bare.Run();

    [Benchmark]
    public double Age()
    {
        var picture = new PixelView(_pixels, SidePx, SidePx, SidePx * PixelView.Channels);
        return _estimator.Estimate(picture, new FaceBox(SidePx / 2f, SidePx / 2f, 200, 200, 1)).ExpectedYears;
    }
}
