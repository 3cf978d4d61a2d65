using Moderation.Core.Wire;
using Moderation.Models.Text;

namespace Moderation.Worker.Scoring;

/// <summary>A lane's text scorer with its models and labels in the words of the wire, put together once and not per line.</summary>
internal sealed class TextLaneScorer : IDisposable
{
    private const int LargestBatch = 64;
    private readonly ITextScorer _scorer;
    private readonly string[] _texts;

    /// <exception cref="FormatException">The model has a label that the wire has no word for.</exception>
    public TextLaneScorer(ITextScorer scorer)
    {
        _scorer = scorer;
        _texts = new string[Math.Min(scorer.MaxBatch, LargestBatch)];
        Models = [.. scorer.Models.Select(model => new ModelRef(model.Name, model.Hash))];
        Labels = [.. scorer.Labels.Select((name, place) => (WireWord.Parse<TextLabel>(name), place)).OrderBy(label => label.Item1)];
    }

    public IReadOnlyList<ModelRef> Models { get; }

    /// <summary>The labels in the order of the wire, each with its place among the model's.</summary>
    public IReadOnlyList<(TextLabel Label, int Place)> Labels { get; }

    public int MaxBatch => _texts.Length;

    /// <summary>Scores lines; the answers are good until the next call.</summary>
    public ReadOnlySpan<TextScore> Score(ReadOnlySpan<SampledLine> lines)
    {
        for (var i = 0; i < lines.Length; i++)
            _texts[i] = lines[i].Line.Text;
        try
        {
            var scores = _scorer.Score(_texts.AsSpan(0, lines.Length));
            return scores.Length == lines.Length
                ? scores
                : throw new InvalidOperationException($"the text model gave {scores.Length} answers about {lines.Length} lines");
        }
        finally
        {
            Array.Clear(_texts);
        }
    }

    public void Dispose() => _scorer.Dispose();
}
