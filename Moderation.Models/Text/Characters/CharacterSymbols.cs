using Moderation.Models.Text.Normalisation;

namespace Moderation.Models.Text.Characters;

/// <summary>Numbers the characters of a folded line for <see cref="CharacterFilters"/>: letters, digits and common signs each by itself, all others by chance among the rest.</summary>
public static class CharacterSymbols
{
    /// <summary>Version of the numbering; models name the one they were trained with and refuse another.</summary>
    public const int Version = 1;

    /// <summary>Numbers on both sides of a line that stand for nothing, so that a window may reach over its ends.</summary>
    public const int Margin = FilterBank.MaxWidth / 2;

    /// <summary>Most numbers of one line: the margins, a space at each end, and characters. What is longer is not looked at; filters look for words, and a long line's end is read by its features.</summary>
    public const int MaxLength = 256 + 2 * Margin;

    private const string Known = "abcdefghijklmnopqrstuvwxyz0123456789 !?€$%#@*.,'\"-_/()&:;+=<>[]|~^`\\";
    private const int Others = 32;

    private static readonly byte[] Numbers = MakeNumbers();

    /// <summary>How many numbers there are; 0 is nothing.</summary>
    public static int Count => 1 + Known.Length + Others;

    /// <summary>Reads a line.</summary>
    /// <param name="folded">Text as <see cref="TextNormaliser"/> folds it.</param>
    /// <param name="symbols">Receives the numbers; at least <see cref="MaxLength"/> places.</param>
    /// <returns>How many were written, margins and the spaces at the ends included.</returns>
    public static int Read(ReadOnlySpan<char> folded, Span<byte> symbols)
    {
        var read = Math.Min(folded.Length, MaxLength - 2 * Margin - 2);
        var at = Margin;
        symbols[..Margin].Clear();
        symbols[at++] = Numbers[' '];
        foreach (var unit in folded[..read])
            symbols[at++] = Numbers[unit];
        symbols[at++] = Numbers[' '];
        symbols.Slice(at, Margin).Clear();
        return at + Margin;
    }

    private static byte[] MakeNumbers()
    {
        var numbers = new byte[char.MaxValue + 1];
        for (var unit = 0; unit < numbers.Length; unit++)
            numbers[unit] = (byte)(1 + Known.Length + unit % Others);
        for (var i = 0; i < Known.Length; i++)
            numbers[Known[i]] = (byte)(1 + i);
        return numbers;
    }
}
