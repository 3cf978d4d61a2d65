using System.Diagnostics;
using Moderation.Models.Text;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>A row and what the model says about it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Scores">Calibrated probability of each label.</param>
/// <param name="Flags">Whether each label reached the shipped operating point.</param>
/// <param name="Language">Language that the model read.</param>
internal sealed record ScoredText(TextRow Row, float[] Scores, bool[] Flags, string Language)
{
    public bool IsFlagged(int label) => label >= 0 && Flags[label];
}

/// <summary>All rows scored.</summary>
/// <param name="Texts">One place per row; null for a row of which nothing was left to read.</param>
/// <param name="Elapsed">Time in the scorer.</param>
internal sealed record ScoredTexts(IReadOnlyList<ScoredText?> Texts, TimeSpan Elapsed)
{
    /// <summary>Scores rows in batches on one thread.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="written">The text of each row as it is put to the model: its own, or one altered.</param>
    /// <param name="scorer">The model.</param>
    public static ScoredTexts Of(IReadOnlyList<TextRow> rows, IReadOnlyList<string> written, ITextScorer scorer)
    {
        var texts = new ScoredText?[rows.Count];
        var batch = new string[Math.Min(scorer.MaxBatch, rows.Count)];
        long ticks = 0;
        for (var from = 0; from < rows.Count; from += batch.Length)
        {
            var count = Math.Min(batch.Length, rows.Count - from);
            for (var i = 0; i < count; i++)
                batch[i] = written[from + i];

            // the first call pays for buffers and code that the others find ready
            if (from == 0)
                scorer.Score(batch.AsSpan(0, count));
            var begun = Stopwatch.GetTimestamp();
            var answers = scorer.Score(batch.AsSpan(0, count));
            ticks += Stopwatch.GetTimestamp() - begun;
            for (var i = 0; i < count; i++)
                texts[from + i] = answers[i].IsScored ? Keep(rows[from + i], answers[i]) : null;
        }

        return new ScoredTexts(texts, Stopwatch.GetElapsedTime(0, ticks));
    }

    /// <summary>The scorer reuses its answers.</summary>
    private static ScoredText Keep(TextRow row, TextScore answer) => new(row, answer.Scores.ToArray(), answer.Flags.ToArray(), answer.Language);
}
