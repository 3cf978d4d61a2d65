using BenchmarkDotNet.Attributes;
using Moderation.Models.Faces;
using Moderation.Models.Sessions;
using OpenCvSharp;

namespace Moderation.Benchmarks.Frames;

/// <summary>A whole frame with one face, beside the bare native decode and the two bare sessions on prepared tensors.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private FrameFixture _fixture = null!;
    private FrameScorerFactory _factory = null!;
    private IFrameScorer _scorer = null!;
    private ModelBinding _bareDetector = null!;
    private ModelBinding _bareAge = null!;

    [GlobalSetup]
    public void Open()
    {
        _fixture = new FrameFixture();
        _factory = FrameScorerFactory.Open(_fixture.ModelsFolder, _fixture.Options);
        _scorer = _factory.Create();
        _bareDetector = new ModelBinding(_fixture.Detector, _fixture.Detector.Manifest.Outputs.Select(output => output.Name));
        _bareAge = new ModelBinding(_fixture.Age, [_fixture.Age.Manifest.Age!.Distribution]);
        if (_scorer.Score(_fixture.Jpeg).Faces.Count != 1)
            throw new InvalidOperationException("the drawn frame must show one face, or the comparison is not fair");
    }

    [GlobalCleanup]
    public void Close()
    {
        _bareAge.Dispose();
        _bareDetector.Dispose();
        _scorer.Dispose();
        _factory.Dispose();
        _fixture.Dispose();
    }

    [Benchmark(Baseline = true)]
    public bool Bare()
    {
        using var picture = Cv2.ImDecode(_fixture.Jpeg, ImreadModes.Color);
        _bareDetector.Run();
        _bareAge.Run();
        return picture.Empty();
    }

    [Benchmark]
    public int Frame() => _scorer.Score(_fixture.Jpeg).Faces.Count;
}
