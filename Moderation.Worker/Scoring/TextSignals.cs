using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Text;

namespace Moderation.Worker.Scoring;

/// <summary>Puts what a text scorer says into the words of the wire.</summary>
internal static class TextSignals
{
    private const int ScoreDigits = 4;
    private static readonly TextRule[] RuleWords = [.. Enum.GetNames<RuleKind>().Select(Enum.Parse<TextRule>)];

    /// <summary>The sample's id: the same for the same line, however often it is delivered.</summary>
    public static SampleId SampleOf(ChatRecord line) => DerivedId.From<SampleId>("txt", line.LiveId.Value, line.MessageId);

    public static TextRule RuleOf(RuleKind kind) => RuleWords[(int)kind];

    /// <exception cref="InvalidOperationException">The model answered with what is no probability.</exception>
    public static TextSignal Scored(in SampledLine sampled, TextScore score, TextLaneScorer scorer) => Make(sampled, null, score.IsTruncated, score, scorer);

    public static TextSignal NotScored(in SampledLine sampled, TextNotScoredReason reason, bool isTruncated) => Make(sampled, reason, isTruncated, null, null);

    private static TextSignal Make(in SampledLine sampled, TextNotScoredReason? notScored, bool isTruncated, TextScore? score, TextLaneScorer? scorer) => new()
    {
        V = WireVersion.Current,
        LiveId = sampled.Line.LiveId,
        At = sampled.Line.At,
        SampleId = SampleOf(sampled.Line),
        Line = sampled.Record.Ref,
        MessageId = sampled.Line.MessageId,
        Source = sampled.Line.Source,
        AuthorId = sampled.Line.AuthorId,
        AuthorSince = sampled.Line.AuthorSince,
        ReplyTo = sampled.Line.ReplyTo,
        NotScored = notScored,
        Language = score?.Language,
        Scores = (score is null ? null : Scores(score, scorer!)) ?? (IReadOnlyList<LabelScore>)[],
        Rules = score is null || score.Matches.Count == 0 ? [] : [.. score.Matches.Select(match => new RuleHit(RuleOf(match.Kind), match.Start, match.Length))],
        Truncated = sampled.IsCut || isTruncated,
        Models = scorer?.Models ?? [],
    };

    /// <summary>Most lines have little to say: null instead of an empty list.</summary>
    private static List<LabelScore>? Scores(TextScore score, TextLaneScorer scorer)
    {
        List<LabelScore>? scores = null;
        foreach (var (label, place) in scorer.Labels)
        {
            var value = score.Scores[place];
            if (value is not (>= 0 and <= 1))
                throw new InvalidOperationException($"the text model's score of {label} is no probability");
            var rounded = Math.Round(value, ScoreDigits);
            if (rounded >= TextSignal.ScoreFloor || score.Flags[place])
                (scores ??= []).Add(new LabelScore(label, rounded, score.Flags[place]));
        }

        return scores;
    }
}
