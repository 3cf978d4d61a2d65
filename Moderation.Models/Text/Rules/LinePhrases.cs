namespace Moderation.Models.Text.Rules;

/// <summary>The phrases of one line. Small words (links, stops, signs spelled out) are not listed; ask the book for them.</summary>
internal sealed class LinePhrases(PhraseBook book)
{
    // a line with more of them than this says the same again
    private const int Max = 64;

    private readonly Phrase[] _phrases = new Phrase[Max];
    private int _count;
    private uint _kinds;

    /// <summary>The phrases, by their first word.</summary>
    public ReadOnlySpan<Phrase> Span => _phrases.AsSpan(0, _count);

    /// <summary>Whether a phrase of this kind is in the line.</summary>
    public bool Has(PhraseKind kind) => (_kinds & (1u << (int)kind)) != 0;

    /// <summary>Whether a phrase of this kind lies within some words of a word.</summary>
    public bool HasNear(PhraseKind kind, int word, int within)
    {
        if (!Has(kind))
            return false;
        foreach (var phrase in Span)
        {
            if (phrase.Kind == kind && phrase.First <= word + within && phrase.Last >= word - within)
                return true;
        }

        return false;
    }

    /// <summary>Finds the phrases of a line.</summary>
    public void Read(RuleLine line)
    {
        (_count, _kinds) = (0, 0);
        var words = line.Words;
        for (var i = 0; i < words.Length && _count < Max; i++)
        {
            if (words[i].Id == 0)
                continue;
            var phrase = book.Find(words, i);
            if (phrase.Kind is PhraseKind.None)
                continue;
            _kinds |= 1u << (int)phrase.Kind;
            if (phrase.Kind < PhraseKind.At)
                _phrases[_count++] = phrase;
        }
    }
}
