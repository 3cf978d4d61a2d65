using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Moderation.Cli.Demo.Scenes;

/// <summary>The fields of one YAML mapping, read one by one; what nobody asked for is a fault.</summary>
internal sealed class YamlFields
{
    private readonly string _fileName;
    private readonly YamlNode _node;
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private YamlFields(YamlNode node, string fileName)
    {
        _fileName = fileName;
        _node = node;
        if (node is not YamlMappingNode mapping)
            throw Fault("expected fields with names");
        foreach (var (key, value) in mapping.Children)
            _fields.Add(((YamlScalarNode)key).Value ?? "", value);
    }

    /// <exception cref="ToolException">Not one YAML document that is a mapping.</exception>
    public static YamlFields Parse(string text, string fileName)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents.Count == 1
                ? new YamlFields(stream.Documents[0].RootNode, fileName)
                : throw new ToolException($"{fileName}: {stream.Documents.Count} documents where one is expected");
        }
        catch (YamlException e)
        {
            throw new ToolException($"{fileName} line {e.Start.Line}: {e.Message}", e);
        }
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    public string Text(string name) => Field(name) is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Fault($"{name} must be text", Field(name));

    public int Whole(string name, int min, int max) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Fault($"{name} must be a whole number from {min} to {max}", Field(name));

    public double Number(string name, double min, double max) =>
        Number(name, Field(name)) is var value && value >= min && value <= max
            ? value
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {min} to {max}"), Field(name));

    public bool Flag(string name) => bool.TryParse(Text(name), out var value) ? value : throw Fault($"{name} must be true or false", Field(name));

    public IReadOnlyList<double> Numbers(string name, int count)
    {
        var numbers = Items(name).Select(n => Number(name, n)).ToList();
        return numbers.Count == count ? numbers : throw Fault($"{name} must have {count} numbers", Field(name));
    }

    /// <summary>A list of words.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(n => n is YamlScalarNode { Value: { Length: > 0 } word } ? word : throw Fault($"{name} must hold words", n))];

    /// <summary>A mapping whose names are data and whose values are numbers.</summary>
    public IReadOnlyDictionary<string, double> Amounts(string name, double min, double max)
    {
        var map = Map(name);
        return map._fields.Keys.ToDictionary(key => key, key => map.Number(key, min, max), StringComparer.Ordinal);
    }

    public YamlFields Map(string name) => new(Field(name), _fileName);

    public IEnumerable<YamlFields> List(string name) => Items(name).Select(n => new YamlFields(n, _fileName));

    /// <summary>A mapping whose names are data; absent is empty.</summary>
    public IEnumerable<KeyValuePair<string, YamlFields>> Entries(string name)
    {
        if (!Has(name))
            return [];
        var map = Map(name);
        return map._fields.Select(f => KeyValuePair.Create(f.Key, new YamlFields(f.Value, _fileName)));
    }

    public void RefuseOthers()
    {
        foreach (var (name, node) in _fields)
        {
            if (!_asked.Contains(name))
                throw Fault($"unknown field {name}", node);
        }
    }

    public ToolException Fault(string what) => Fault(what, _node);

    private ToolException Fault(string what, YamlNode at) => new($"{_fileName} line {at.Start.Line}: {what}");

    private YamlNode Field(string name)
    {
        _asked.Add(name);
        return _fields.TryGetValue(name, out var node) ? node : throw Fault($"{name} is missing");
    }

    private IList<YamlNode> Items(string name) =>
        Field(name) is YamlSequenceNode list ? list.Children : throw Fault($"{name} must be a list", Field(name));

    private double Number(string name, YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault($"{name} must hold numbers", node);
}
