using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Learning;

/// <summary>Lines with what a model says about them, before calibration.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Logits">One row per line: a logit per head, then the language's.</param>
internal sealed record ModelAnswers(IReadOnlyList<LabelledLine> Lines, IReadOnlyList<float[]> Logits)
{
    public static ModelAnswers Of(TextNetwork model, IReadOnlyList<LabelledLine> lines)
    {
        var features = new LineFeatures(model.Bag.RowCount);
        var (pooled, filtered) = (new float[model.Bag.Dimension], new float[model.Filters.Filters.Count]);
        return new ModelAnswers(lines, [.. lines.Select(line =>
        {
            var logits = new float[TextHeads.Count + 1];
            model.Bag.Bag.Pool(features.Read(line.Text), pooled);
            model.Filters.Filters.Answer(features.Folded, filtered);
            model.Logits(pooled, filtered, logits);
            return logits;
        })]);
    }

    /// <summary>Answers of the linear heads; they know no language, so its logit is 0.</summary>
    public static ModelAnswers Of(LinearHeads heads, IReadOnlyList<LabelledLine> lines, int bits)
    {
        var features = new LineFeatures(1 << bits);
        return new ModelAnswers(lines, [.. lines.Select(line => (float[])[.. heads.Logits(features.Read(line.Text)), 0])]);
    }

    /// <summary>The language that the model reads in a line.</summary>
    public static string LanguageOf(float[] logits) => logits[TextHeads.Count] >= 0 ? "fr" : "en";

    /// <summary>The answers about the lines that are wanted.</summary>
    public ModelAnswers Where(Func<LabelledLine, bool> wanted) => Where((line, _) => wanted(line));

    /// <summary>The answers that are wanted for their line or for what they say.</summary>
    public ModelAnswers Where(Func<LabelledLine, float[], bool> wanted)
    {
        var kept = Enumerable.Range(0, Lines.Count).Where(i => wanted(Lines[i], Logits[i])).ToList();
        return new ModelAnswers([.. kept.Select(i => Lines[i])], [.. kept.Select(i => Logits[i])]);
    }

    /// <summary>Logit and truth of the lines that have a label for a head.</summary>
    public IReadOnlyList<(float Logit, bool IsPositive)> Judged(int head) =>
        [.. Enumerable.Range(0, Lines.Count).Where(i => Lines[i].Labels[head] is not null).Select(i => (Logits[i][head], Lines[i].Labels[head] == true))];
}
