using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Moderation.Models.Conversion;

/// <summary>One node of a tfjs graph model: TensorFlow's NodeDef in its JSON form (64-bit integers as text, bytes as base64).</summary>
internal sealed class TfjsNode
{
    private readonly JsonElement _attributes;

    public TfjsNode(JsonElement json)
    {
        Name = json.GetProperty("name").GetString()!;
        Operator = json.GetProperty("op").GetString()!;
        Inputs = json.TryGetProperty("input", out var inputs)
            ? [.. inputs.EnumerateArray().Select(i => i.GetString()!).Where(i => !i.StartsWith('^')).Select(FirstOutput)]
            : [];
        _attributes = json.TryGetProperty("attr", out var attributes) ? attributes : default;
    }

    public string Name { get; }

    public string Operator { get; }

    /// <summary>Names of the nodes whose first output is read; control inputs are left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The input at a position.</summary>
    /// <exception cref="ConversionException">There are fewer.</exception>
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : throw Problem($"has no input {index}");

    public IReadOnlyList<long> Integers(string attribute) =>
        List(attribute, "i") is { } items ? [.. items.EnumerateArray().Select(Integer)] : [];

    public IReadOnlyList<string> Texts(string attribute) =>
        List(attribute, "s") is { } items ? [.. items.EnumerateArray().Select(Text)] : [];

    /// <summary>A text attribute, or <paramref name="otherwise"/> where the node has none.</summary>
    public string Text(string attribute, string otherwise) => Value(attribute, "s") is { } value ? Text(value) : otherwise;

    public bool Boolean(string attribute) => Value(attribute, "b") is { } value && value.GetBoolean();

    public IReadOnlyList<long> PlaceholderShape() =>
        Value("shape", "shape") is { } shape && shape.TryGetProperty("dim", out var dimensions)
            ? [.. dimensions.EnumerateArray().Select(d => Integer(d.GetProperty("size")))]
            : throw Problem("has no shape");

    public ConversionException Problem(string problem) => new($"node '{Name}' ({Operator}) {problem}");

    private string FirstOutput(string reference)
    {
        var colon = reference.LastIndexOf(':');
        if (colon < 0)
            return reference;
        return reference[colon..] == ":0" ? reference[..colon] : throw Problem($"reads '{reference}': only first outputs are known");
    }

    private JsonElement? List(string attribute, string kind) =>
        Value(attribute, "list") is { } list && list.TryGetProperty(kind, out var items) ? items : null;

    private JsonElement? Value(string attribute, string kind) =>
        _attributes.ValueKind == JsonValueKind.Object
        && _attributes.TryGetProperty(attribute, out var value)
        && value.TryGetProperty(kind, out var content)
            ? content
            : null;

    private static long Integer(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private static string Text(JsonElement value) => Encoding.UTF8.GetString(value.GetBytesFromBase64());
}
