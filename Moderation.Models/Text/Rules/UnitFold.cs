using System.Globalization;

namespace Moderation.Models.Text.Rules;

/// <summary>What a unit is to the rules: lower case, without accents, full-width and look-alike letters plain, the invisible dropped.</summary>
/// <remarks>
/// One unit in, at most one out, so that every folded unit has a place in the raw line. Threads: immutable.
/// It is narrower than the fold of the models on purpose: rules need places more than they need every alphabet.
/// </remarks>
internal static class UnitFold
{
    /// <summary>Stands for "nothing".</summary>
    public const char Dropped = '\0';

    // first letter: what the others become
    private const string Alike =
        "aàáâãäåāăąаα cçćĉċčс dďđ eèéêëēĕėęěеε gĝğġģ hĥħһ iìíîïĩīĭįıі jĵј kķкκ lĺļľŀł nñńņňη oòóôõöøōŏőоο pрρ rŕŗř sśŝşšѕ tţťŧт uùúûüũūŭůűųυ wŵ xхχ yýÿŷу zźżž '’‘`´ .。．｡․ @＠ $＄";

    private static readonly char[] Folded = MakeFolded();
    private static readonly UnitClass[] Classes = MakeClasses();

    /// <summary>What a unit of the basic plane becomes. Surrogates stay.</summary>
    public static char Fold(char unit) => Folded[unit];

    /// <summary>The class of a folded unit.</summary>
    public static UnitClass ClassOf(char folded) => Classes[folded];

    /// <summary>The letter or digit that a supplementary code point is drawn as (mathematical, squared); null when it is none.</summary>
    public static char? Fold(int codePoint) => codePoint switch
    {
        >= 0x1D400 and <= 0x1D6A3 => (char)('a' + ((codePoint - 0x1D400) % 26)),
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((codePoint - 0x1D7CE) % 10)),
        >= 0x1F130 and <= 0x1F149 => (char)('a' + (codePoint - 0x1F130)),
        >= 0x1F150 and <= 0x1F169 => (char)('a' + (codePoint - 0x1F150)),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + (codePoint - 0x1F170)),
        _ => null,
    };

    private static char[] MakeFolded()
    {
        var table = new char[char.MaxValue + 1];
        for (var unit = 0; unit < table.Length; unit++)
            table[unit] = Plain((char)unit);
        foreach (var row in Alike.Split(' '))
        {
            foreach (var unit in row)
                (table[unit], table[char.ToUpperInvariant(unit)]) = (row[0], row[0]);
        }

        return table;
    }

    private static char Plain(char unit)
    {
        if (unit is >= '！' and <= '～')
            return char.ToLowerInvariant((char)(unit - '！' + '!'));
        if (unit is >= 'Ⓐ' and <= 'ⓩ')
            return (char)('a' + ((unit - 'Ⓐ') % 26));
        if (char.IsWhiteSpace(unit))
            return ' ';
        if (CharUnicodeInfo.GetDecimalDigitValue(unit) is >= 0 and var digit)
            return (char)('0' + digit);
        return CharUnicodeInfo.GetUnicodeCategory(unit) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Control
            ? Dropped
            : char.ToLowerInvariant(unit);
    }

    private static UnitClass[] MakeClasses()
    {
        var table = new UnitClass[char.MaxValue + 1];
        for (var unit = 0; unit < table.Length; unit++)
        {
            table[unit] = (char)unit switch
            {
                '@' => UnitClass.At,
                '.' => UnitClass.Dot,
                '$' => UnitClass.Dollar,
                '#' => UnitClass.Hash,
                ' ' => UnitClass.Space,
                >= '0' and <= '9' => UnitClass.Digit,
                var other => char.IsLetter(other) ? UnitClass.Letter : UnitClass.None,
            };
        }

        return table;
    }
}
