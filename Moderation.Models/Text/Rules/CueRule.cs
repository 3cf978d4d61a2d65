namespace Moderation.Models.Text.Rules;

/// <summary>Phrases that a conversation is judged by.</summary>
internal static class CueRule
{
    /// <summary>Adds the cues of the line.</summary>
    public static void Find(RuleContext context)
    {
        var words = context.Line.Words;
        foreach (var phrase in context.Phrases.Span)
        {
            if (KindOf(phrase.Kind) is { } kind)
                context.Found.Add(kind, words[phrase.First].Start, words[phrase.Last].End);
        }
    }

    private static RuleKind? KindOf(PhraseKind kind) => kind switch
    {
        PhraseKind.AgeQuestion => RuleKind.AgeQuestion,
        PhraseKind.Secrecy => RuleKind.Secrecy,
        PhraseKind.Alone => RuleKind.Alone,
        PhraseKind.Meeting => RuleKind.Meeting,
        _ => null,
    };
}
