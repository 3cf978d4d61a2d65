using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Moderation.Core.Wire;

/// <summary>The words that stand for an enum's values on the wire: the same that <see cref="SnakeCaseEnumConverter{T}"/> writes.</summary>
public static class WireWord
{
    /// <summary>Every word, in the order of the enum.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Table<T>.InOrder;

    /// <summary>The word for a value.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> when the number is no value of the enum.</remarks>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">A value of the enum.</param>
    public static string From<T>(T value)
        where T : struct, Enum =>
        Table<T>.Words.TryGetValue(value, out var word)
            ? word
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"no {typeof(T).Name}");

    /// <summary>The value for a word.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when it is no word of the enum.</remarks>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="word">The word; case matters.</param>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        Table<T>.Values.TryGetValue(word, out var value)
            ? value
            : throw new FormatException($"no {typeof(T).Name}: one of {string.Join(", ", All<T>())} was due");

    /// <summary>The value for a word, or says that it is no word of the enum.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="word">The word in UTF-8; case matters.</param>
    /// <param name="value">The value, or the default.</param>
    public static bool TryParse<T>(ReadOnlySpan<byte> word, out T value)
        where T : struct, Enum
    {
        foreach (var (known, meaning) in Table<T>.Utf8)
        {
            if (word.SequenceEqual(known))
            {
                value = meaning;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> InOrder = [.. Enum.GetValues<T>().Select(value => Words[value])];

        public static readonly (byte[] Word, T Value)[] Utf8 = [.. Enum.GetValues<T>().Select(value => (Encoding.UTF8.GetBytes(Words[value]), value))];
    }
}
