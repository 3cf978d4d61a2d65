using System.Text.Json;

namespace Moderation.Core.Policies.Sheets;

/// <summary>What a value without quotes is.</summary>
internal static class ScalarWords
{
    // Other readers of YAML 1.1 take these for truths; they are written in quotes, so that the sheet says the same everywhere.
    private static readonly string[] TruthsElsewhere = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

    public static SheetScalarKind KindOf(string text) => text switch
    {
        "" or "~" or "null" => SheetScalarKind.Nothing,
        "true" or "false" => SheetScalarKind.Truth,
        _ => IsJsonNumber(text) ? SheetScalarKind.Number : SheetScalarKind.Text,
    };

    /// <summary>Whether text can stand without quotes and is read back as the same text.</summary>
    public static bool IsPlain(string text)
    {
        if (KindOf(text) != SheetScalarKind.Text || TruthsElsewhere.Contains(text, StringComparer.OrdinalIgnoreCase))
            return false;
        if (!char.IsAsciiLetterOrDigit(text[0]) || text[^1] is ' ' or ':' || text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal))
            return false;
        return text.All(c => char.IsAsciiLetterOrDigit(c) || " _.,:;()<>=+*/%!-'\"#[]?".Contains(c, StringComparison.Ordinal) || (c >= 'À' && char.IsLetter(c)));
    }

    private static bool IsJsonNumber(string text)
    {
        if (text.Length > 40 || !(text[0] == '-' || char.IsAsciiDigit(text[0])))
            return false;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read() && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
