using System.Collections.Frozen;
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

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> InOrder = [.. Enum.GetValues<T>().Select(value => Words[value])];
    }
}
