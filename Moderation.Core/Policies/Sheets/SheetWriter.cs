using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Writes pieces of a sheet as JSON or as YAML.</summary>
internal static class SheetWriter
{
    // The sheet is data, not a part of a web page: '>' and letters of every alphabet stand as themselves.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(SheetNode node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            WriteJson(writer, node);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static string Yaml(SheetMap node)
    {
        var text = new StringBuilder();
        WriteMap(text, node, 0, startsLine: true);
        return text.ToString();
    }

    private static void WriteJson(Utf8JsonWriter writer, SheetNode node)
    {
        switch (node)
        {
            case SheetMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key.Text);
                    WriteJson(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case SheetList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    WriteJson(writer, item);
                writer.WriteEndArray();
                break;
            case SheetScalar { ScalarKind: SheetScalarKind.Nothing }:
                writer.WriteNullValue();
                break;
            case SheetScalar { ScalarKind: SheetScalarKind.Text } text:
                writer.WriteStringValue(text.Text);
                break;
            case SheetScalar raw:
                writer.WriteRawValue(raw.Text);
                break;
        }
    }

    private static void WriteMap(StringBuilder text, SheetMap map, int indent, bool startsLine)
    {
        foreach (var entry in map.Entries)
        {
            if (startsLine)
                text.Append(' ', indent);
            startsLine = true;
            text.Append(Scalar(entry.Key)).Append(':');
            WriteBehind(text, entry.Value, indent + 2);
        }
    }

    /// <summary>Writes what stands behind a key: on the same line where it is one value or a list of short words, else below.</summary>
    private static void WriteBehind(StringBuilder text, SheetNode node, int indent)
    {
        switch (node)
        {
            case SheetScalar scalar:
                text.Append(' ').Append(Scalar(scalar)).Append('\n');
                break;
            case SheetMap { Entries.Count: > 0 } map:
                text.Append('\n');
                WriteMap(text, map, indent, startsLine: true);
                break;
            case SheetMap:
                text.Append(" {}\n");
                break;
            case SheetList list when list.Items.All(IsWord):
                text.Append(" [").AppendJoin(", ", list.Items.Select(item => Scalar((SheetScalar)item))).Append("]\n");
                break;
            case SheetList list:
                text.Append('\n');
                WriteList(text, list, indent);
                break;
        }
    }

    private static void WriteList(StringBuilder text, SheetList list, int indent)
    {
        foreach (var item in list.Items)
        {
            text.Append(' ', indent).Append('-');
            if (item is SheetMap { Entries.Count: > 0 } map)
            {
                text.Append(' ');
                WriteMap(text, map, indent + 2, startsLine: false);
            }
            else
            {
                WriteBehind(text, item, indent + 2);
            }
        }
    }

    private static bool IsWord(SheetNode node) =>
        node is SheetScalar { Text.Length: <= 32 } scalar && scalar.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string Scalar(SheetScalar scalar) => scalar.ScalarKind switch
    {
        SheetScalarKind.Nothing => "null",
        SheetScalarKind.Text when !ScalarWords.IsPlain(scalar.Text) => Json(scalar),
        _ => scalar.Text,
    };
}
