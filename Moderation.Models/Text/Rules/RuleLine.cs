using System.Buffers;
using System.Text;

namespace Moderation.Models.Text.Rules;

/// <summary>One line as the rules read it: folded units with their places in the raw line, its words, and what kinds of units it holds.</summary>
/// <remarks>Threads: one caller at a time. Buffers are made once; nothing is allocated per line.</remarks>
internal sealed class RuleLine(PhraseBook book)
{
    /// <summary>Most UTF-16 units of a line that are read: as far as the models look for words behind invisible characters.</summary>
    public const int MaxUnits = 16_000;

    private readonly char[] _raw = new char[MaxUnits];
    private readonly char[] _folded = new char[MaxUnits];
    private readonly int[] _places = new int[MaxUnits];
    private readonly LineWords _words = new(book);
    private bool _isAscii;
    private int _rawLength;
    private int _length;

    /// <summary>The folded units.</summary>
    public ReadOnlySpan<char> Folded => _folded.AsSpan(0, _length);

    /// <summary>The words, in order.</summary>
    public ReadOnlySpan<LineWord> Words => _words.Span;

    /// <summary>Classes of the units outside of words.</summary>
    public UnitClass Marks => _words.Marks;

    /// <summary>Digits in the line.</summary>
    public int DigitCount => _words.DigitCount;

    /// <summary>Units of the longest word.</summary>
    public int LongestWord => _words.Longest;

    /// <summary>Units looked at beyond the first pass; what keeps hostile lines cheap is tested on it.</summary>
    public long Steps { get; private set; }

    /// <summary>Reads a line.</summary>
    public void Read(ReadOnlySpan<char> line)
    {
        line = line[..Math.Min(line.Length, MaxUnits)];
        Steps = 0;
        _rawLength = line.Length;
        line.CopyTo(_raw);
        _isAscii = Ascii.ToLower(line, _folded, out _length) == OperationStatus.Done && !line.ContainsAnyInRange('\0', '\u001F');
        if (!_isAscii)
            Fold(line);
        _words.Read(Folded);
    }

    /// <summary>Folded unit, or <c>'\0'</c> outside of the line.</summary>
    public char At(int index) => (uint)index < (uint)_length ? _folded[index] : '\0';

    /// <summary>Class of a folded unit; none outside of the line.</summary>
    public UnitClass ClassAt(int index) => (uint)index < (uint)_length ? UnitFold.ClassOf(_folded[index]) : UnitClass.None;

    /// <summary>Whether there is a letter or digit.</summary>
    public bool IsWordAt(int index) => (ClassAt(index) & UnitClass.LetterOrDigit) != 0;

    /// <summary>The raw unit behind a folded one; case matters to wallets.</summary>
    public char RawAt(int index) => _raw[PlaceOf(index)];

    /// <summary>Length of the run of such units that begins at a place.</summary>
    public int RunRight(int from, SearchValues<char> units, int max)
    {
        var span = Folded[Math.Min(from, _length)..Math.Min(from + max, _length)];
        var length = span.IndexOfAnyExcept(units);
        length = length < 0 ? span.Length : length;
        Steps += length + 1;
        return length;
    }

    /// <summary>Length of the run of such units that ends before a place.</summary>
    public int RunLeft(int before, SearchValues<char> units, int max)
    {
        var span = Folded[Math.Max(before - max, 0)..before];
        var length = span.Length - 1 - span.LastIndexOfAnyExcept(units);
        Steps += length + 1;
        return length;
    }

    /// <summary>Counts units that a rule looks at by other means.</summary>
    public void Count(int units) => Steps += units;

    /// <summary>First place at or after this that is no white space.</summary>
    public int SkipSpaces(int from)
    {
        while (At(from) == ' ')
            (from, Steps) = (from + 1, Steps + 1);
        return from;
    }

    /// <summary>Index of the first word that begins at or after a folded place.</summary>
    public int WordFrom(int place)
    {
        var words = Words;
        var (low, high) = (0, words.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle].Start < place)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The place in the raw line of a run of folded units, with the marks that belong to its last unit (an enclosing keycap, an accent of its own).</summary>
    public (int Start, int Length) RawRange(int start, int end)
    {
        var from = PlaceOf(start);
        var to = PlaceOf(end - 1) + 1;
        if (_isAscii)
            return (from, to - from);
        if (to < _rawLength && char.IsSurrogatePair(_raw[to - 1], _raw[to]))
            to++;
        while (to < _rawLength && _raw[to] is '\uFE0F' or '\u20E3' or (>= '\u0300' and <= '\u036F'))
            to++;
        return (from, to - from);
    }

    private int PlaceOf(int index) => _isAscii ? index : _places[index];

    private void Fold(ReadOnlySpan<char> line)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            _places[length] = i;
            if (char.IsHighSurrogate(line[i]) && i + 1 < line.Length && char.IsLowSurrogate(line[i + 1]))
            {
                if (UnitFold.Fold(char.ConvertToUtf32(line[i], line[i + 1])) is { } letter)
                    _folded[length++] = letter;
                else
                {
                    (_folded[length++], _folded[length]) = (line[i], line[i + 1]);
                    _places[length++] = i + 1;
                }

                i++;
            }
            else if (UnitFold.Fold(line[i]) is not UnitFold.Dropped and var unit)
                _folded[length++] = unit;
        }

        _length = length;
    }
}
