using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Core.Wire;

/// <summary>Reads what somebody said, however broken: invalid UTF-8 and half surrogate pairs become U+FFFD.</summary>
/// <remarks>
/// Everywhere else a string that is no Unicode is refused. A line's text is written by the person who may not want it read, and some
/// writers of JSON pass half a pair on as they got it: refusing it would let anybody keep a line from being scored.
/// </remarks>
public sealed class ChatTextJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("text must be a string");
        var text = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        return reader.ValueIsEscaped ? Whole(Unescape(text)) : text;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }

    /// <remarks>The reader has checked the escapes: each is one of JSON's eight, or <c>u</c> with four hexadecimal digits.</remarks>
    private static StringBuilder Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                plain.Append(text[at]);
                continue;
            }

            var escape = text[++at];
            if (escape == 'u')
            {
                plain.Append((char)ushort.Parse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }

            plain.Append(escape switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape });
        }

        return plain;
    }

    private static string Whole(StringBuilder text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else
                text[at] = '\uFFFD';
        }

        return text.ToString();
    }
}
