using System.Runtime.InteropServices;
using Moderation.Models.Faces;
using Moderation.Models.Text.Features;
using Moderation.Models.Text.Rules;

namespace Moderation.Models.Text;

/// <summary>Reads lines, runs the model over groups of like length, and tells which labels reached their operating point.</summary>
/// <remarks>Lines of like length go together because a short row of a padded group is as dear as the longest one.</remarks>
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
    private readonly int[] _ids;
    private readonly int[] _counts;
    private readonly int[] _order;
    private readonly int _groupLines;
    private readonly double[] _englishPoints;
    private readonly double[] _frenchPoints;

    public TextScorer(TextSession session, TextScorerOptions options)
    {
        (_session, _groupLines, MaxBatch) = (session, options.GroupLines, options.MaxBatch);
        _binding = new TextBinding(session, _groupLines, FeatureReader.MaxIds);
        _reader = new FeatureReader(session.Spec.Features.RowCount);
        _answers = [.. Enumerable.Range(0, MaxBatch).Select(_ => new TextScore(session.Spec.Labels.Count))];
        _ids = new int[MaxBatch * FeatureReader.MaxIds];
        (_counts, _order) = (new int[MaxBatch], new int[MaxBatch]);
        (_englishPoints, _frenchPoints) = ([.. session.Spec.OperatingPoints[English]], [.. session.Spec.OperatingPoints[FrenchTag]]);
        Models = [session.Id];
    }

    public IReadOnlyList<ModelId> Models { get; }

    public IReadOnlyList<string> Labels => _session.Spec.Labels;

    public int MaxBatch { get; }

    public ReadOnlySpan<TextScore> Score(ReadOnlySpan<string> lines)
    {
        var order = ReadAll(lines);
        for (var from = 0; from < order.Length; from += _groupLines)
        {
            var group = order.Slice(from, Math.Min(_groupLines, order.Length - from));
            _binding.Run(group.Length, Fill(group, _binding));
            for (var row = 0; row < group.Length; row++)
                Answer(_answers[group[row]], row);
        }

        return _answers.AsSpan(0, lines.Length);
    }

    /// <summary>Does all of <see cref="Score"/> up to the numbers that the session reads, each group in tensors of its own.</summary>
    public IEnumerable<PreparedGroup> Prepare(ReadOnlySpan<string> lines)
    {
        var order = ReadAll(lines);
        var groups = new List<PreparedGroup>();
        for (var from = 0; from < order.Length; from += _groupLines)
        {
            var group = order.Slice(from, Math.Min(_groupLines, order.Length - from));
            var binding = new TextBinding(_session, group.Length, TextBinding.RoundUp(Math.Max(1, _counts[group[^1]])));
            groups.Add(new PreparedGroup(binding, group.Length, Fill(group, binding)));
        }

        return groups;
    }

    public void Dispose() => _binding.Dispose();

    /// <summary>Reads the lines and puts them in order of length.</summary>
    private ReadOnlySpan<int> ReadAll(ReadOnlySpan<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfZero(lines.Length, nameof(lines));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines.Length, MaxBatch, nameof(lines));
        for (var line = 0; line < lines.Length; line++)
            Read(line, lines[line]);
        Span<int> counts = stackalloc int[lines.Length];
        _counts.AsSpan(0, lines.Length).CopyTo(counts);
        var order = _order.AsSpan(0, lines.Length);
        counts.Sort(order);
        return order;
    }

    private void Read(int line, string text)
    {
        var answer = _answers[line];
        _rules.Scan(text, answer.Matches);
        _counts[line] = _reader.Read(text, CollectionsMarshal.AsSpan(answer.Matches), _ids.AsSpan(line * FeatureReader.MaxIds, FeatureReader.MaxIds), out var isTruncated);
        _order[line] = line;
        answer.IsTruncated = isTruncated;
        answer.IsScored = _counts[line] > 0;
    }

    /// <summary>Writes a group's ids and counts, and tells how many places a row has.</summary>
    private int Fill(ReadOnlySpan<int> group, TextBinding binding)
    {
        var length = TextBinding.RoundUp(Math.Max(1, _counts[group[^1]]));
        for (var row = 0; row < group.Length; row++)
        {
            var line = group[row];
            var count = _counts[line];
            var place = binding.Ids.Slice(row * length, length);
            _ids.AsSpan(line * FeatureReader.MaxIds, count).CopyTo(place);
            place[count..].Clear();
            binding.Counts[row] = Math.Max(1, count);
        }

        return length;
    }

    private void Answer(TextScore answer, int row)
    {
        if (!answer.IsScored)
        {
            answer.Language = "";
            answer.Scores.Clear();
            answer.Flags.Clear();
            return;
        }

        var isFrench = _binding.French(row) >= 0.5f;
        answer.Language = isFrench ? FrenchTag : English;
        var points = isFrench ? _frenchPoints : _englishPoints;
        var scores = _binding.Scores(row);
        scores.CopyTo(answer.Scores);
        for (var label = 0; label < scores.Length; label++)
            answer.Flags[label] = scores[label] >= points[label];
    }
}

/// <summary>One group of lines, ready to run.</summary>
internal readonly record struct PreparedGroup(TextBinding Binding, int Rows, int Length) : IDisposable
{
    public void Run() => Binding.Run(Rows, Length);

    public void Dispose() => Binding.Dispose();
}
