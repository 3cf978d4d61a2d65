using System.Globalization;
using Moderation.Models.Faces;
using Moderation.Models.Text;

namespace Moderation.Tests.Support;

/// <summary>
/// A scorer that reads its scores off the line: <c>0=0.62</c> gives the first label that score, flagged from 0.5 on. Without the plain
/// word <c>tulip</c> in the line every score is halved, so that a disguise has something to hide. A blank line is not scored.
/// </summary>
internal sealed class PrintedScorer : ITextScorer
{
    private const float OperatingPoint = 0.5f;

    private TextScore[] _answers = [];

    public IReadOnlyList<ModelId> Models { get; } = [new("printed", "0123456789abcdef")];

    public IReadOnlyList<string> Labels { get; } =
    [
        "toxic", "insult", "threat", "hate", "sexual", "harassment",
        "gift_begging", "quid_pro_quo", "minor_spending", "offplatform_payment", "offplatform_contact", "grooming", "sexual_solicitation", "scam", "any_solicitation",
    ];

    public int MaxBatch => 3;

    public ReadOnlySpan<TextScore> Score(ReadOnlySpan<string> lines)
    {
        _answers = new TextScore[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            _answers[i] = Read(lines[i]);
        return _answers;
    }

    public void Dispose() => _answers = [];

    private TextScore Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var answer = new TextScore(Labels.Count) { IsScored = words.Length > 0, Language = words.Contains("la") ? "fr" : "en" };
        foreach (var word in words.Select(word => word.Split('=')).Where(parts => parts.Length == 2))
        {
            var label = int.Parse(word[0], CultureInfo.InvariantCulture);
            answer.Scores[label] = float.Parse(word[1], CultureInfo.InvariantCulture) * (words.Contains("tulip") ? 1 : 0.5f);
            answer.Flags[label] = answer.Scores[label] >= OperatingPoint;
        }

        return answer;
    }
}
