namespace Moderation.Models.Text.Normalisation;

/// <summary>Folds a line to the characters that are read. One for training and serving; no culture, no platform tables.</summary>
/// <remarks>Idempotent: folded text folds to itself. Threads: safe.</remarks>
public static class TextNormaliser
{
    /// <summary>Version of table and rules; models name the version they were trained with and refuse another.</summary>
    public const int Version = 1;

    /// <summary>Most UTF-16 units of folded text; the rest of a line is not read.</summary>
    public const int MaxFoldedLength = 1_000;

    // A line may open with invisible characters to push its words out of reach, so more is looked at than is kept; but not all of a megabyte.
    private const int MaxScannedLength = 16 * MaxFoldedLength;

    private static readonly FoldTable Table = FoldTable.Current;

    /// <summary>Folds a line. Runs of white space become one space; none at the ends.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included: they are dropped.</param>
    /// <param name="folded">Receives the folded text; at least <see cref="MaxFoldedLength"/> units.</param>
    /// <param name="isTruncated">Whether the end of the line was not read.</param>
    /// <returns>Units written.</returns>
    /// <exception cref="ArgumentException"><paramref name="folded"/> is too short.</exception>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded, out bool isTruncated)
    {
        if (folded.Length < MaxFoldedLength)
            throw new ArgumentException($"needs room for {MaxFoldedLength} units", nameof(folded));
        folded = folded[..MaxFoldedLength];
        var scanned = Math.Min(text.Length, MaxScannedLength);
        var length = 0;
        var at = 0;
        for (; at < scanned && length < folded.Length; at++)
        {
            var unit = text[at];
            if (char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                if (!TryAppendPair(unit, text[++at], folded, ref length))
                    break;
                continue;
            }

            var result = Table[unit];
            if (result == ' ')
                AppendSpace(folded, ref length);
            else if (FoldTable.IsExpansion(result))
            {
                if (!TryAppend(Table.Expand(result), folded, ref length))
                    break;
            }
            else if (result != FoldTable.Dropped)
                folded[length++] = result;
        }

        isTruncated = at < text.Length;
        return length > 0 && folded[length - 1] == ' ' ? length - 1 : length;
    }

    private static void AppendSpace(Span<char> folded, ref int length)
    {
        if (length > 0 && folded[length - 1] != ' ')
            folded[length++] = ' ';
    }

    private static bool TryAppendPair(char high, char low, Span<char> folded, ref int length)
    {
        var plain = Table.FoldSupplementary(char.ConvertToUtf32(high, low));
        if (plain is not null)
            return TryAppend(plain, folded, ref length);
        if (length + 2 > folded.Length)
            return false;
        (folded[length], folded[length + 1]) = (high, low);
        length += 2;
        return true;
    }

    private static bool TryAppend(string text, Span<char> folded, ref int length)
    {
        if (length + text.Length > folded.Length)
            return false;
        foreach (var unit in text)
        {
            if (unit == ' ')
                AppendSpace(folded, ref length);
            else
                folded[length++] = unit;
        }

        return true;
    }
}
