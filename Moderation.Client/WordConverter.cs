using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Client;

/// <summary>Words as the Api writes them: small letters and underscores. A word that this version of the client does not know is an error, never another word.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum
{
    public static string? Word(T? value) => value is { } known ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()) : null;
}
