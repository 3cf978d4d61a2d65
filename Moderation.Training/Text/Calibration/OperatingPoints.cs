using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Calibration;

/// <summary>Chooses from which score a label counts as flagged, so that few clean lines are flagged by any label.</summary>
/// <remarks>
/// False alarms are a budget that all labels share: it is spent on the label whose recall gains most by it.
/// The budget holds in each group of development lines by itself: the written ones, most of whose clean lines are hard, and the public
/// ones. A point that held in the easier group only would break in the other.
/// </remarks>
internal static class OperatingPoints
{
    /// <summary>Share of clean lines of a language that a model may flag. Some room under the promise of one in a hundred, because the development lines are not the world.</summary>
    private const double CleanFlagged = 0.007;

    /// <summary>More room in English: short English lines that are read as French, and judged by its points, come on top.</summary>
    private const double CleanEnglishFlagged = 0.006;

    private const int FewestClean = 100;
    private const int MostSteps = 12;

    /// <param name="dev">Development lines.</param>
    /// <param name="calibration">Curves that turn logits into scores.</param>
    /// <returns>By language, in the order of the heads.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Choose(ModelAnswers dev, LanguageCalibration calibration)
    {
        // The language that the model reads in a line decides by which points it is judged when it is served, so it decides here.
        return calibration.Curves.Keys.ToDictionary(
            language => language,
            language => (IReadOnlyList<double>)new Purchase(
                dev.Where((_, logits) => ModelAnswers.LanguageOf(logits) == language), calibration, language == "en" ? CleanEnglishFlagged : CleanFlagged).Run());
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
            while (Moves().MaxBy(move => move.GainPerLine) is { Gain: > 0 } best)
            {
                for (var step = 0; step < best.Steps; step++)
                    Buy(best.Head);
            }

            return [.. Enumerable.Range(0, TextHeads.Count).Select(head => PointAfter(head, _bought[head]))];
        }

        /// <summary>Every head's next few lines that the budget can pay. Several at once, because the first clean lines of a head are often its hardest and bring nothing alone.</summary>
        private IEnumerable<Move> Moves()
        {
            for (var head = 0; head < TextHeads.Count; head++)
            {
                var left = new Dictionary<bool, int>(_budget);
                var (paid, before) = (0, Found(head, _bought[head]));
                for (var steps = 1; steps <= MostSteps && _bought[head] + steps < _clean.Length; steps++)
                {
                    var line = _falling[head][_bought[head] + steps - 1];

                    // A line that another label flags already costs nothing more.
                    if (!_isFlagged[line])
                    {
                        if (left[_isWritten[line]]-- == 0)
                            break;
                        paid++;
                    }

                    yield return new Move(head, steps, Found(head, _bought[head] + steps) - before, paid);
                }
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

        /// <summary>Share of a head's positive lines that it flags.</summary>
        private double Found(int head, int bought)
        {
            var point = PointAfter(head, bought);
            return _positives[head].Length == 0 ? 0 : (double)_positives[head].Count(score => score >= point) / _positives[head].Length;
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

        /// <summary>Flagging a head's next clean lines.</summary>
        /// <param name="Head">The head.</param>
        /// <param name="Steps">How many lines.</param>
        /// <param name="Gain">What its recall gains, 0..1.</param>
        /// <param name="Paid">Those of the clean lines that no head flagged before.</param>
        private sealed record Move(int Head, int Steps, double Gain, int Paid)
        {
            // A free line still takes a step, so that of two free moves the richer one comes first.
            public double GainPerLine => Gain / (Paid + 0.01 * Steps);
        }
    }
}
