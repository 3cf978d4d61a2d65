using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Onnx;

namespace Moderation.Cli.Bench;

/// <summary>Times an encoder of the BERT kind on one thread.</summary>
internal sealed class TransformerRound : IDisposable
{
    private const int Seed = 20_261_122;
    private readonly TransformerShape _shape;
    private readonly RunOptions _options = new();
    private readonly InferenceSession _session;

    /// <param name="shape">The encoder.</param>
    /// <param name="file">Where to write the model for the moment of loading it; BERT-base takes 430 MB.</param>
    public TransformerRound(TransformerShape shape, string file)
    {
        _shape = shape;
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            using (var stream = File.Create(file))
                OnnxModelWriter.Write(TransformerGraph.Make(shape, Seed), stream);
            _session = new InferenceSession(file, settings);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Scores lines of tokens.</summary>
    /// <returns>One row of labels per line.</returns>
    public float[] Score(long[] ids, int tokenCount)
    {
        using var lines = OrtValue.CreateTensorValueFromMemory(ids, [ids.Length / tokenCount, tokenCount]);
        using var outputs = _session.Run(_options, [TransformerGraph.Input], [lines], [TransformerGraph.Output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>Lines per second on one core.</summary>
    public double Measure(int lineCount, int tokenCount, TimeSpan length)
    {
        var chance = new Random(Seed);
        var ids = new long[lineCount * tokenCount];
        foreach (ref var id in ids.AsSpan())
            id = chance.Next(_shape.Vocabulary);
        var count = 0L;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < length; count += lineCount)
            Score(ids, tokenCount);
        return count / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
