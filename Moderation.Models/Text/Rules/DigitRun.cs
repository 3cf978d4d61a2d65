namespace Moderation.Models.Text.Rules;

/// <summary>Digits with the spaces, dots and dashes between them, cut into groups. An <c>o</c> beside digits is a zero.</summary>
/// <remarks>Threads: one caller at a time; owns its buffers.</remarks>
internal sealed class DigitRun
{
    /// <summary>Most groups of a run; a longer one is a list or a flood, not a number.</summary>
    public const int MaxGroups = 24;

    private const int MaxDigits = 64;
    private const int MaxGap = 3;

    private readonly char[] _digits = new char[MaxDigits];
    private readonly Group[] _groups = new Group[MaxGroups];
    private int _count;
    private int _digitCount;

    /// <summary>Digits between separators: their folded place, their place among the digits, and the separator before them.</summary>
    public readonly record struct Group(int Start, int End, int FirstDigit, char Before)
    {
        public int Length => End - Start;
    }

    /// <summary>The groups; none when the run is too long to be a number.</summary>
    public ReadOnlySpan<Group> Groups => _groups.AsSpan(0, _count);

    /// <summary>Folded unit after the run.</summary>
    public int End { get; private set; }

    /// <summary>The digits of some groups.</summary>
    public ReadOnlySpan<char> Digits(int firstGroup, int lastGroup) =>
        _digits.AsSpan(_groups[firstGroup].FirstDigit, _groups[lastGroup].FirstDigit + _groups[lastGroup].Length - _groups[firstGroup].FirstDigit);

    /// <summary>Reads the run that begins at a digit.</summary>
    public void Read(RuleLine line, int start)
    {
        (_count, _digitCount) = (0, 0);
        var isTooLong = false;
        var before = '\0';
        var at = start;
        while (true)
        {
            var end = at;
            while (IsDigit(line, end))
                end++;
            isTooLong |= _count == MaxGroups || _digitCount + end - at > MaxDigits;
            if (!isTooLong)
                AddGroup(line, at, end, before);
            End = end;
            at = end;
            before = '\0';
            while (at - end < MaxGap && line.At(at) is ' ' or '.' or '-' or '/' or '(' or ')' or '_')
            {
                before = before is '\0' or ' ' ? line.At(at) : before;
                at++;
            }

            if (at == end || !IsDigit(line, at))
                break;
        }

        line.Count(End - start + MaxGap);
        if (isTooLong)
            _count = 0;
    }

    private void AddGroup(RuleLine line, int start, int end, char before)
    {
        _groups[_count++] = new Group(start, end, _digitCount, before);
        for (var i = start; i < end; i++)
            _digits[_digitCount++] = line.At(i) == 'o' ? '0' : line.At(i);
    }

    private static bool IsDigit(RuleLine line, int at)
    {
        if ((line.ClassAt(at) & UnitClass.Digit) != 0)
            return true;
        if (line.At(at) != 'o' || (line.ClassAt(at + 1) & UnitClass.Letter) != 0 && line.At(at + 1) != 'o')
            return false;
        // a letter o counts inside a group of digits, or alone between separators; not in "24 oeufs" nor "trop"
        return (line.ClassAt(at - 1) & UnitClass.Letter) == 0 || line.At(at - 1) == 'o';
    }
}
