using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Calibration;

/// <summary>Chooses from which score a label counts as flagged, so that few clean lines are flagged by any label.</summary>
/// <remarks>
/// False alarms are a budget that all labels share: it is spent, one clean line after another, on the label whose recall gains most by it.
/// The budget holds in each group of development lines by itself: the written ones, most of whose clean lines are hard, and the public
/// ones. A point that held in the easier group only would break in the other.
/// </remarks>
internal static class OperatingPoints
{
    private const int FewestClean = 100;

    /// <param name="dev">Development lines.</param>
    /// <param name="calibration">Curves that turn logits into scores.</param>
    /// <param name="target">Share of clean lines that may be flagged, 0..1.</param>
    /// <returns>By language, in the order of the heads.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Choose(ModelAnswers dev, LanguageCalibration calibration, double target)
    {
        // The language that the model reads in a line decides by which points it is judged when it is served, so it decides here.
        return calibration.Curves.Keys.ToDictionary(
            language => language,
            language => (IReadOnlyList<double>)new Purchase(dev.Where((_, logits) => ModelAnswers.LanguageOf(logits) == language), calibration, target).Run());
    }

    /// <summary>Whether a line is known to be neither toxic nor a solicitation.</summary>
    public static bool IsClean(LabelledLine line) => line.Labels[0] == false && line.Labels[TextHeads.Any] == false;

    /// <summary>Spends one language's budget.</summary>
    private sealed class Purchase
    {
        private readonly double[][] _clean;
        private readonly bool[] _isWritten;
        private readonly bool[] _isFlagged;
        private readonly double[][] _positives;
        private readonly int[][] _falling;
        private readonly int[] _bought = new int[TextHeads.Count];
        private readonly Dictionary<bool, int> _budget;

        public Purchase(ModelAnswers answers, LanguageCalibration calibration, double target)
        {
            var scores = answers.Logits.Select(logits => Enumerable.Range(0, TextHeads.Count).Select(head => calibration.Served(logits, head)).ToArray()).ToArray();
            var clean = Enumerable.Range(0, scores.Length).Where(i => IsClean(answers.Lines[i])).ToArray();
            var written = clean.Select(i => TextCorpus.IsWritten(answers.Lines[i])).ToList();
            var large = written.CountBy(w => w).Where(group => group.Value >= FewestClean).Select(group => group.Key).ToList();
            if (large.Count == 0)
                throw new InvalidDataException($"under {FewestClean} clean development lines of a language: too few to choose operating points");

            // A group of few lines has no budget of its own: the other's pays for them.
            (_clean, _isWritten) = ([.. clean.Select(i => scores[i])], [.. written.Select(w => large.Contains(w) ? w : large[0])]);
            _isFlagged = new bool[_clean.Length];
            _budget = _isWritten.CountBy(w => w).ToDictionary(group => group.Key, group => (int)(target * group.Value));
            _positives = [.. Enumerable.Range(0, TextHeads.Count).Select(head =>
                Enumerable.Range(0, scores.Length).Where(i => answers.Lines[i].Labels[head] == true).Select(i => scores[i][head]).Order().ToArray())];
            _falling = [.. Enumerable.Range(0, TextHeads.Count).Select(head => Enumerable.Range(0, _clean.Length).OrderByDescending(i => _clean[i][head]).ToArray())];
        }

        public double[] Run()
        {
            while (Affordable().OrderByDescending(move => move.Gain).FirstOrDefault() is { Gain: > 0 } best)
                Buy(best.Head);
            return [.. Enumerable.Range(0, TextHeads.Count).Select(head => PointAfter(head, _bought[head]))];
        }

        private IEnumerable<Move> Affordable()
        {
            for (var head = 0; head < TextHeads.Count; head++)
            {
                if (_bought[head] + 1 >= _clean.Length)
                    continue;
                var line = _falling[head][_bought[head]];
                // A line that another label flags already costs nothing more.
                if (!_isFlagged[line] && _budget[_isWritten[line]] == 0)
                    continue;
                var gain = Recall(head, _bought[head] + 1) - Recall(head, _bought[head]);
                yield return new Move(head, _isFlagged[line] ? 1 + gain : gain + 1e-9);
            }
        }

        private void Buy(int head)
        {
            var line = _falling[head][_bought[head]++];
            if (_isFlagged[line])
                return;
            _isFlagged[line] = true;
            _budget[_isWritten[line]]--;
        }

        private double Recall(int head, int bought)
        {
            if (_positives[head].Length == 0)
                return 0;
            var point = PointAfter(head, bought);
            return _positives[head].Count(score => score >= point) / (double)_positives[head].Length;
        }

        /// <summary>Half-way between the next clean line, which stays unflagged, and what lies above it: the written file's scores differ in the last digits.</summary>
        private double PointAfter(int head, int bought)
        {
            var kept = _clean[_falling[head][bought]][head];
            var above = bought == 0 ? 1.0 : _clean[_falling[head][bought - 1]][head];
            var next = Array.FindIndex(_positives[head], score => score > kept);
            if (next >= 0)
                above = Math.Min(above, _positives[head][next]);
            return (kept + above) / 2;
        }

        private sealed record Move(int Head, double Gain);
    }
}
