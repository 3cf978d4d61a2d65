using System.Collections.Concurrent;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Models.Text;

namespace Moderation.Tests.Support;

/// <summary>Text scorers that answer by script; the script sees a line and fills its answer in, whose labels stand in the wire's reverse order.</summary>
internal sealed class ScriptedTextScorers(ScriptedTextScorers.Script script, int maxBatch = 64) : ITextScorerFactory
{
    public static readonly IReadOnlyList<string> LabelNames = [.. WireWord.All<TextLabel>().Reverse()];

    private readonly ConcurrentQueue<int> _batches = [];

    public delegate void Script(string text, TextScore score);

    /// <summary>How many lines each call had.</summary>
    public IReadOnlyList<int> Batches => [.. _batches];

    /// <summary>Scorers that find nothing in any line.</summary>
    public static ScriptedTextScorers Calm() => new((_, _) => { });

    /// <summary>Sets a label's answer.</summary>
    public static void Set(TextScore score, TextLabel label, float value, bool flagged = false)
    {
        var place = LabelNames.Count - 1 - (int)label;
        (score.Scores[place], score.Flags[place]) = (value, flagged);
    }

    public ITextScorer Create() => new Scorer(this, script, maxBatch);

    private sealed class Scorer(ScriptedTextScorers owner, Script script, int maxBatch) : ITextScorer
    {
        private readonly TextScore[] _scores = [.. Enumerable.Range(0, maxBatch).Select(_ => new TextScore(LabelNames.Count))];

        public IReadOnlyList<ModelId> Models { get; } = [new("text", "00000000000000cc")];

        public IReadOnlyList<string> Labels => LabelNames;

        public int MaxBatch => maxBatch;

        public ReadOnlySpan<TextScore> Score(ReadOnlySpan<string> lines)
        {
            owner._batches.Enqueue(lines.Length);
            for (var i = 0; i < lines.Length; i++)
            {
                var score = _scores[i];
                (score.IsScored, score.Language, score.IsTruncated) = (true, "en", lines[i].Length > 1_000);
                score.Scores.Clear();
                score.Flags.Clear();
                score.Matches.Clear();
                script(lines[i], score);
            }

            return _scores.AsSpan(0, lines.Length);
        }

        public void Dispose()
        {
        }
    }
}
