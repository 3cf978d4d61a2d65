using System.Diagnostics;
using Moderation.Models.Text;

namespace Moderation.Cli.Bench;

/// <summary>What a round of scoring lines on one core found.</summary>
internal readonly record struct TextRound(long Lines, double Seconds, long AllocatedBytes)
{
    public double LinesPerSecond => Lines / Seconds;
}

/// <summary>The same lines through the bare session, on numbers that are ready, and from raw text to scores; one caller, one core.</summary>
internal sealed class TextRounds : IDisposable
{
    private readonly ITextScorer _scorer;
    private readonly string[][] _batches;
    private readonly Func<ReadOnlyMemory<float>>[] _bare;

    public TextRounds(TextModel model, IReadOnlyList<string> lines)
    {
        _scorer = model.Scorers.Create();
        if (_scorer.MaxBatch < TextModel.BatchSize)
            throw new ToolException($"the scorer takes {_scorer.MaxBatch} lines at once, the comparison needs {TextModel.BatchSize}");
        _batches = [.. lines.Chunk(TextModel.BatchSize).Where(batch => batch.Length == TextModel.BatchSize)];
        _bare = [.. _batches.Select(batch => model.Graph.Prepare(batch))];
    }

    public TextRound Bare(TimeSpan length) => Run(length, number => _bare[number]());

    public TextRound Scorer(TimeSpan length) => Run(length, number => _scorer.Score(_batches[number]));

    public void Dispose() => _scorer.Dispose();

    private TextRound Run(TimeSpan length, Action<int> batch)
    {
        var count = 0L;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var number = 0; clock.Elapsed < length; number++, count += TextModel.BatchSize)
            batch(number % _batches.Length);
        return new TextRound(count, clock.Elapsed.TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
