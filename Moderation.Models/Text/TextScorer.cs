using System.Runtime.InteropServices;
using Moderation.Models.Faces;
using Moderation.Models.Text.Features;
using Moderation.Models.Text.Rules;

namespace Moderation.Models.Text;

/// <summary>Reads lines, pools their features, looks for runs of characters, asks the heads about all of them at once, and tells which labels reached their operating point.</summary>
internal sealed class TextScorer : ITextScorer
{
    /// <summary>The languages that the model tells apart.</summary>
    public static readonly string[] Languages = [English, FrenchTag];

    private const string English = "en";
    private const string FrenchTag = "fr";

    private readonly TextSession _session;
    private readonly TextBinding _binding;
    private readonly FeatureReader _reader;
    private readonly RuleScanner _rules = new();
    private readonly TextScore[] _answers;
    private readonly int[] _ids = new int[FeatureReader.MaxIds];
    private readonly double[] _englishPoints;
    private readonly double[] _frenchPoints;

    public TextScorer(TextSession session, TextScorerOptions options)
    {
        (_session, MaxBatch) = (session, options.MaxBatch);
        _binding = new TextBinding(session, MaxBatch);
        _reader = new FeatureReader(session.Spec.Features.RowCount);
        _answers = [.. Enumerable.Range(0, MaxBatch).Select(_ => new TextScore(session.Spec.Labels.Count))];
        (_englishPoints, _frenchPoints) = ([.. session.Spec.OperatingPoints[English]], [.. session.Spec.OperatingPoints[FrenchTag]]);
        Models = [session.Id];
    }

    public IReadOnlyList<ModelId> Models { get; }

    public IReadOnlyList<string> Labels => _session.Spec.Labels;

    public int MaxBatch { get; }

    public ReadOnlySpan<TextScore> Score(ReadOnlySpan<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfZero(lines.Length, nameof(lines));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines.Length, MaxBatch, nameof(lines));
        for (var line = 0; line < lines.Length; line++)
            Read(line, lines[line]);
        _binding.Run(lines.Length);
        for (var line = 0; line < lines.Length; line++)
            Answer(line);
        return _answers.AsSpan(0, lines.Length);
    }

    public void Dispose() => _binding.Dispose();

    private void Read(int line, string text)
    {
        var answer = _answers[line];
        _rules.Scan(text, answer.Matches);
        var count = _reader.Read(text, CollectionsMarshal.AsSpan(answer.Matches), _ids, out var isTruncated);
        _session.Bag.Pool(_ids.AsSpan(0, count), _binding.Pooled(line));
        _session.Filters.Answer(_reader.Folded, _binding.Filtered(line));
        answer.IsTruncated = isTruncated;
        answer.IsScored = count > 0;
    }

    private void Answer(int line)
    {
        var answer = _answers[line];
        if (!answer.IsScored)
        {
            answer.Language = "";
            answer.Scores.Clear();
            answer.Flags.Clear();
            return;
        }

        var isFrench = _binding.French(line) >= 0.5f;
        answer.Language = isFrench ? FrenchTag : English;
        var points = isFrench ? _frenchPoints : _englishPoints;
        var scores = _binding.Scores(line);
        scores.CopyTo(answer.Scores);
        for (var label = 0; label < scores.Length; label++)
            answer.Flags[label] = scores[label] >= points[label];
    }
}
