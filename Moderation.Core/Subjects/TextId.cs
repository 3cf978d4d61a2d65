namespace Moderation.Core.Subjects;

/// <summary>The rules that every text id obeys.</summary>
public static class TextId
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether the text can be an id.</summary>
    /// <param name="value">Candidate text.</param>
    public static bool IsValid(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.Length > MaxLength)
            return false;
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or ':' or '-'))
                return false;
        }

        return true;
    }

    /// <summary>Makes an id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules; the message does not repeat the text.</remarks>
    /// <typeparam name="T">The id type.</typeparam>
    /// <param name="value">Candidate text.</param>
    public static T Parse<T>(string value)
        where T : struct, ITextId<T> =>
        TryParse<T>(value, out var id)
            ? id
            : throw new FormatException($"{typeof(T).Name} must be 1 to {MaxLength} characters of A-Z a-z 0-9 . _ : -");

    /// <summary>Makes an id out of text, or says that the text breaks the rules.</summary>
    /// <typeparam name="T">The id type.</typeparam>
    /// <param name="value">Candidate text; null is not an id.</param>
    /// <param name="id">The id, or the default value.</param>
    public static bool TryParse<T>(string? value, out T id)
        where T : struct, ITextId<T>
    {
        if (value is not null && IsValid(value))
        {
            id = T.Create(value);
            return true;
        }

        id = default;
        return false;
    }
}
