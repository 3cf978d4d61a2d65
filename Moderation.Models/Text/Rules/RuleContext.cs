namespace Moderation.Models.Text.Rules;

/// <summary>What every rule reads and writes: the line, its phrases, the hits.</summary>
internal sealed class RuleContext
{
    /// <summary>The phrase book.</summary>
    public PhraseBook Book { get; } = PhraseBook.Current;

    /// <summary>The line.</summary>
    public RuleLine Line { get; } = new(PhraseBook.Current);

    /// <summary>Its phrases.</summary>
    public LinePhrases Phrases { get; } = new(PhraseBook.Current);

    /// <summary>The hits.</summary>
    public FoundMatches Found { get; } = new();

    /// <summary>What a word says alone; none outside of the line.</summary>
    public PhraseKind KindOfWord(int index) =>
        (uint)index < (uint)Line.Words.Length ? Book.KindOf(Line.Words[index].Id) : PhraseKind.None;
}
