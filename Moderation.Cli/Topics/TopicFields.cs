using YamlDotNet.RepresentationModel;

namespace Moderation.Cli.Topics;

/// <summary>The fields of one YAML mapping, taken one by one; what nobody took is a mistake in the file.</summary>
internal sealed class TopicFields(YamlMappingNode mapping, string file)
{
    private readonly HashSet<string> _taken = [];

    public bool Has(string name) => mapping.Children.ContainsKey(new YamlScalarNode(name));

    public YamlNode Take(string name)
    {
        _taken.Add(name);
        return Has(name) ? mapping[name] : throw new TopicsFileException(file, mapping.Start.Line, $"'{name}' is missing");
    }

    public string Text(string name) =>
        Take(name) is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value) ? value : throw Fault(name, "must be one line of text");

    public IReadOnlyList<string> TextsIfAny(string name) => Has(name) ? Texts(name) : [];

    public IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is not YamlSequenceNode { Children.Count: > 0 } list)
            throw Fault(name, "must be a list with at least one entry");
        return [.. list.Select(item => (item as YamlScalarNode)?.Value ?? throw Fault(name, "must be a list of texts"))];
    }

    public T Convert<T>(string name, Func<string, T?> parse, string expected)
        where T : class => parse(Text(name)) ?? throw Fault(name, $"must be {expected}");

    public T Convert<T>(string name, Func<string, T?> parse, string expected)
        where T : struct => parse(Text(name)) ?? throw Fault(name, $"must be {expected}");

    public void RefuseTheRest()
    {
        foreach (var key in mapping.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_taken.Contains(name))
                throw new TopicsFileException(file, key.Start.Line, $"unknown field '{key}'");
        }
    }

    public TopicsFileException Fault(string name, string fault) =>
        new(file, Has(name) ? mapping[name].Start.Line : mapping.Start.Line, $"'{name}' {fault}");
}
