using System.Text;
using System.Text.Json;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Cuts JSON into pieces.</summary>
internal sealed class JsonPieces(string text, SheetFaults faults)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public SheetNode? Read()
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = SheetText.Deepest });
        try
        {
            reader.Read();
            var root = ReadNode(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            var (line, column) = ((int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            var says = broken.Message;
            var end = says.IndexOf(" LineNumber:", StringComparison.Ordinal);
            says = end < 0 ? says : says[..end];
            faults.Add(line, column, $"this is no JSON: {char.ToLowerInvariant(says[0])}{says[1..].TrimEnd('.')}");
            return null;
        }
    }

    private SheetNode ReadNode(ref Utf8JsonReader reader)
    {
        var (line, column) = PlaceOf((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new List<SheetEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = ReadText(ref reader);
                    reader.Read();
                    entries.Add(new SheetEntry(key, ReadNode(ref reader)));
                }

                return new SheetMap(entries, line, column);
            case JsonTokenType.StartArray:
                var items = new List<SheetNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadNode(ref reader));
                return new SheetList(items, line, column);
            case JsonTokenType.String:
                return ReadText(ref reader);
            case JsonTokenType.Number:
                return new SheetScalar(Encoding.UTF8.GetString(reader.ValueSpan), SheetScalarKind.Number, line, column);
            case JsonTokenType.True or JsonTokenType.False:
                return new SheetScalar(reader.TokenType == JsonTokenType.True ? "true" : "false", SheetScalarKind.Truth, line, column);
            default:
                return new SheetScalar("", SheetScalarKind.Nothing, line, column);
        }
    }

    private SheetScalar ReadText(ref Utf8JsonReader reader)
    {
        var (line, column) = PlaceOf((int)reader.TokenStartIndex);
        try
        {
            return new SheetScalar(reader.GetString()!, SheetScalarKind.Text, line, column, 1);
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that escapes make half a character.
            faults.Add(line, column, "the text holds half a character");
            return new SheetScalar("", SheetScalarKind.Nothing, line, column);
        }
    }

    private (int Line, int Column) PlaceOf(int index)
    {
        var before = _bytes.AsSpan(0, index);
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
