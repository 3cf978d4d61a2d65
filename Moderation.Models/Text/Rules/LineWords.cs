namespace Moderation.Models.Text.Rules;

/// <summary>Cuts a folded line into words and looks each up in the phrase book.</summary>
internal sealed class LineWords(PhraseBook book)
{
    private const int MaxJoined = 12;
    private const int LeastJoined = 3;

    private readonly LineWord[] _words = new LineWord[RuleLine.MaxUnits];
    private int _count;
    private int _singles;
    private bool _isSpelled;

    public ReadOnlySpan<LineWord> Span => _words.AsSpan(0, _count);

    public UnitClass Marks { get; private set; }

    public int DigitCount { get; private set; }

    public int Longest { get; private set; }

    public void Read(ReadOnlySpan<char> folded)
    {
        (_count, _singles, _isSpelled) = (0, 0, false);
        (Marks, DigitCount, Longest) = (UnitClass.None, 0, 0);
        for (var i = 0; i < folded.Length;)
        {
            var kind = UnitFold.ClassOf(folded[i]);
            if ((kind & UnitClass.LetterOrDigit) != 0)
                i = ReadWord(folded, i);
            else if (char.IsHighSurrogate(folded[i]) && i + 1 < folded.Length && char.IsLowSurrogate(folded[i + 1]))
            {
                Add(new LineWord(i, i + 2, book.WordId(WordHash.Of(folded.Slice(i, 2)))));
                i += 2;
            }
            else
            {
                Marks |= kind;
                i++;
            }
        }

        if (_isSpelled)
            JoinSpelled(folded);
    }

    private int ReadWord(ReadOnlySpan<char> folded, int start)
    {
        var hash = new WordHash();
        var digits = 0;
        var end = start;
        for (; end < folded.Length; end++)
        {
            var kind = UnitFold.ClassOf(folded[end]);
            if ((kind & UnitClass.LetterOrDigit) == 0)
                break;
            digits += (int)(kind & UnitClass.Digit) >> 1;
            hash.Add(folded[end]);
        }

        DigitCount += digits;
        Longest = Math.Max(Longest, end - start);
        if (end + 1 < folded.Length && folded[end] is '@' or '$' or '!' && TryReadDisguised(folded, start, end, out var disguised))
        {
            Add(disguised);
            return disguised.End;
        }

        Add(new LineWord(start, end, digits == end - start ? 0 : book.WordId(hash.Value)));
        return end;
    }

    // "sn@p", "in$ta": one word, but only where it is one that we look for; otherwise the sign ends the word as it does in an address
    private bool TryReadDisguised(ReadOnlySpan<char> folded, int start, int mark, out LineWord word)
    {
        var end = mark + 1;
        while (end < folded.Length && end - start <= MaxJoined && ((UnitFold.ClassOf(folded[end]) & UnitClass.LetterOrDigit) != 0 || folded[end] is '@' or '$'))
            end++;
        word = new LineWord(start, end, book.WordId(WordHash.Of(folded[start..end])));
        return end > mark + 1 && book.IsName(word.Id);
    }

    private void Add(LineWord word)
    {
        _words[_count++] = word;
        _singles = word.Length == 1 ? _singles + 1 : 0;
        _isSpelled |= _singles >= LeastJoined;
    }

    // "s n a p", "i.n.s.t.a": single letters that together are a name that we look for become that word
    private void JoinSpelled(ReadOnlySpan<char> folded)
    {
        var kept = 0;
        for (var i = 0; i < _count;)
        {
            var taken = 1;
            var word = _words[i];
            var hash = new WordHash();
            for (var k = i; k < _count && k - i < MaxJoined && _words[k].Length == 1; k++)
            {
                hash.Add(folded[_words[k].Start]);
                if (k - i + 1 >= LeastJoined && book.WordId(hash.Value) is var id && book.IsName(id))
                    (taken, word) = (k - i + 1, new LineWord(_words[i].Start, _words[k].End, id));
            }

            _words[kept++] = word;
            i += taken;
        }

        _count = kept;
    }
}
