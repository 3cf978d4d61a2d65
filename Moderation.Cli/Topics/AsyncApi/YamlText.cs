using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>Writes JSON as block YAML, the same text for the same tree. A scalar that YAML could take for something else is quoted as in JSON.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> OtherThanText = new(["true", "false", "null", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Write(JsonNode root)
    {
        var text = new StringBuilder();
        WriteBlock(text, root, "");
        return text.ToString();
    }

    private static void WriteBlock(StringBuilder text, JsonNode? node, string indent)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                    WriteEntry(text, $"{indent}{Scalar(key)}:", value, indent + "  ");
                break;
            case JsonArray list:
                foreach (var item in list)
                    WriteItem(text, item, indent);
                break;
        }
    }

    private static void WriteEntry(StringBuilder text, string head, JsonNode? value, string indent)
    {
        text.Append(head);
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append('\n');
            WriteBlock(text, value, indent);
        }
        else
        {
            text.Append(' ').Append(Leaf(value)).Append('\n');
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, string indent)
    {
        if (item is not JsonObject { Count: > 0 } map)
        {
            WriteEntry(text, $"{indent}-", item, indent + "  ");
            return;
        }

        // a mapping begins on the line of its dash
        var block = new StringBuilder();
        WriteBlock(block, map, indent + "  ");
        text.Append(indent).Append("- ").Append(block, indent.Length + 2, block.Length - indent.Length - 2);
    }

    private static string Leaf(JsonNode? value) => value switch
    {
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Scalar(scalar.GetValue<string>()),
        null => "null",
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !OtherThanText.Contains(text) ? text : JsonSerializer.Serialize(text, Readable);

    [GeneratedRegex(@"^[A-Za-z]([A-Za-z0-9 ._/()-]*[A-Za-z0-9._/()-])?\z")]
    private static partial Regex Plain();
}
