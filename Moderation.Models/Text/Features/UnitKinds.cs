using System.Globalization;

namespace Moderation.Models.Text.Features;

/// <summary>What a folded unit is to the reader.</summary>
internal enum UnitKind : byte
{
    /// <summary>Splits words and is not read.</summary>
    Break,

    Letter,

    Digit,

    /// <summary>One of <c>! ? € $ % #</c>: a word of its own.</summary>
    Mark,

    /// <summary>Symbol in one unit, such as ☠.</summary>
    Symbol,

    /// <summary>First unit of a supplementary code point, such as most emoji.</summary>
    High,

    Space,
}

/// <summary>Kind and leet letter of each folded unit.</summary>
internal static class UnitKinds
{
    private const string Marks = "!?€$%#";
    private const string LeetFrom = "0134578@$!|+€";
    private const string LeetTo = "oieastbasiite";

    private static readonly UnitKind[] Kinds = MakeKinds();
    private static readonly char[] Letters = MakeLetters();

    public static UnitKind Of(char unit) => Kinds[unit];

    /// <summary>The unit in the skeleton: letters and digits are themselves, leet digits and signs their letter, anything else nothing (0).</summary>
    public static char Skeleton(char unit) => Letters[unit];

    private static UnitKind[] MakeKinds()
    {
        var kinds = new UnitKind[char.MaxValue + 1];
        for (var unit = 0; unit < kinds.Length; unit++)
            kinds[unit] = KindOf((char)unit);
        return kinds;
    }

    // The category comes from the runtime's own table. Folded text holds no letter whose category could change with its version:
    // categories of assigned code points are stable, and unassigned ones count as breaks until the normaliser's next version.
    private static UnitKind KindOf(char unit)
    {
        if (unit == ' ')
            return UnitKind.Space;
        if (char.IsHighSurrogate(unit))
            return UnitKind.High;
        if (Marks.Contains(unit, StringComparison.Ordinal))
            return UnitKind.Mark;
        return CharUnicodeInfo.GetUnicodeCategory(unit) switch
        {
            UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark => UnitKind.Letter,
            UnicodeCategory.DecimalDigitNumber => UnitKind.Digit,
            UnicodeCategory.OtherSymbol => UnitKind.Symbol,
            _ => UnitKind.Break,
        };
    }

    private static char[] MakeLetters()
    {
        var letters = new char[char.MaxValue + 1];
        for (var unit = 0; unit < letters.Length; unit++)
        {
            if (Kinds[unit] is UnitKind.Letter or UnitKind.Digit)
                letters[unit] = (char)unit;
        }

        for (var i = 0; i < LeetFrom.Length; i++)
            letters[LeetFrom[i]] = LeetTo[i];
        return letters;
    }
}
