using System.Globalization;

namespace Moderation.Models.Text.Normalisation;

/// <summary>What each code point becomes before text is read: lower case, no marks, look-alikes of Latin letters made Latin, the invisible dropped.</summary>
/// <remarks>
/// Shipped as data (<c>fold-v1.tsv</c>) so that no platform's own Unicode tables or culture can move an id. Threads: immutable.
/// Source: Unicode Character Database through <c>fold-table.mjs</c>; look-alikes are listed there.
/// </remarks>
internal sealed class FoldTable
{
    /// <summary>Stands in a table for "nothing".</summary>
    public const char Dropped = '\0';

    // Surrogates are never a result, so their range marks results longer than one unit, and supplementary code points that stay.
    private const int ExpansionsFrom = 0xD800;
    private const char Kept = '\uDFFF';
    private const int Supplementary = 0x10000;
    private const int LastListed = 0x1FBFF;
    private const int TagsFrom = 0xE0000;
    private const int TagsTo = 0xE0FFF;

    private readonly char[] _basic = new char[Supplementary];
    private readonly char[] _supplementary = new char[LastListed - Supplementary + 1];
    private readonly List<string> _expansions = [];

    private FoldTable(TextReader lines)
    {
        for (var unit = 0; unit < _basic.Length; unit++)
            _basic[unit] = char.IsSurrogate((char)unit) ? Dropped : (char)unit;
        Array.Fill(_supplementary, Kept);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                Add(line.Split('\t'));
        }
    }

    /// <summary>The table of this build.</summary>
    public static FoldTable Current { get; } = Load();

    /// <summary>What a unit that is no surrogate becomes when that is at most one unit; <see cref="Dropped"/> for nothing; otherwise <see cref="IsExpansion"/>.</summary>
    public char this[char unit] => _basic[unit];

    /// <summary>Whether a result stands for several units.</summary>
    public static bool IsExpansion(char result) => result is >= (char)ExpansionsFrom and < Kept;

    /// <summary>The units that such a result stands for.</summary>
    public string Expand(char result) => _expansions[result - ExpansionsFrom];

    /// <summary>What a supplementary code point becomes; null when it stays, as emoji do.</summary>
    public string? FoldSupplementary(int codePoint)
    {
        if (codePoint > LastListed)
            return codePoint is >= TagsFrom and <= TagsTo ? "" : null;
        var result = _supplementary[codePoint - Supplementary];
        return result switch
        {
            Kept => null,
            Dropped => "",
            _ => IsExpansion(result) ? Expand(result) : result.ToString(),
        };
    }

    private static FoldTable Load()
    {
        using var stream = typeof(FoldTable).Assembly.GetManifestResourceStream("fold-v1.tsv")
            ?? throw new InvalidOperationException("the assembly lacks its fold table");
        using var reader = new StreamReader(stream);
        return new FoldTable(reader);
    }

    private void Add(string[] row)
    {
        var (first, last, text) = (Hex(row[0]), Hex(row[1]), string.Concat(row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => char.ConvertFromUtf32(Hex(c)))));
        var result = text.Length switch { 0 => Dropped, 1 => text[0], _ => Expansion(text) };
        for (var codePoint = first; codePoint <= Math.Min(last, LastListed); codePoint++)
        {
            if (codePoint < Supplementary)
                _basic[codePoint] = result;
            else
                _supplementary[codePoint - Supplementary] = result;
        }
    }

    private char Expansion(string text)
    {
        var at = _expansions.IndexOf(text);
        if (at < 0)
        {
            at = _expansions.Count;
            _expansions.Add(text);
        }

        return (char)(ExpansionsFrom + at);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
