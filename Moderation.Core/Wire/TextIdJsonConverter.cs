using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Carries a text id as a JSON string and refuses text that breaks the id rules.</summary>
/// <typeparam name="T">The id type.</typeparam>
public sealed class TextIdJsonConverter<T> : JsonConverter<T>
    where T : struct, ITextId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"{typeof(T).Name} must be a string");
        return TextId.TryParse<T>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"{typeof(T).Name} must be 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : -");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
