using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Moderation.Cli.Topics;

/// <summary>Reads <c>kafka-topics.yaml</c>, strictly: what it does not understand it refuses, with the line.</summary>
internal static class TopicsFile
{
    private const string TopicsField = "topics";

    public static IReadOnlyList<TopicDeclaration> Load(string path)
    {
        using var reader = new StreamReader(path);
        return Parse(reader, Path.GetFileName(path));
    }

    /// <exception cref="TopicsFileException">The text is no YAML, or not a list of topics as described in the file's own heading.</exception>
    public static IReadOnlyList<TopicDeclaration> Parse(TextReader text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new TopicsFileException(file, e.Start.Line, e.Message);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            throw new TopicsFileException(file, 1, $"one document with '{TopicsField}:' is due");
        var top = new TopicFields(root, file);
        var list = top.Take(TopicsField) as YamlSequenceNode
            ?? throw new TopicsFileException(file, root.Start.Line, $"'{TopicsField}' must be a list");
        top.RefuseTheRest();
        var topics = new List<TopicDeclaration>();
        foreach (var node in list)
        {
            if (node is not YamlMappingNode mapping)
                throw new TopicsFileException(file, node.Start.Line, "a topic must be a mapping of fields");
            var topic = Read(new TopicFields(mapping, file));
            if (topics.Exists(known => known.Name == topic.Name))
                throw new TopicsFileException(file, node.Start.Line, $"topic '{topic.Name}' is declared twice");
            topics.Add(topic);
        }

        return topics;
    }

    private static TopicDeclaration Read(TopicFields fields)
    {
        var cleanup = fields.Convert("cleanup", ParseCleanup, "delete, compact, or compact,delete");
        var topic = new TopicDeclaration
        {
            Name = fields.Convert("name", ParseName, "1 to 249 characters of a-z A-Z 0-9 . _ -"),
            Purpose = fields.Text("purpose"),
            Key = fields.Text("key"),
            Value = fields.Text("value"),
            Headers = fields.TextsIfAny("headers"),
            Partitions = fields.Convert("partitions", ParsePartitions, "a number from 1 to 10000"),
            Retention = fields.Text("retention") == TopicUnits.Forever
                ? null
                : fields.Convert("retention", TopicUnits.ParseDuration, $"a number with s, m, h or d (15m, 7d), or {TopicUnits.Forever}"),
            Cleanup = cleanup,
            MaxMessageByteCount = fields.Convert("maxMessage", TopicUnits.ParseByteCount, "a number with KiB or MiB (64 KiB)"),
            Segment = fields.Has("segment") ? fields.Convert("segment", TopicUnits.ParseDuration, "a number with s, m, h or d") : null,
            Owner = fields.Text("owner"),
            Readers = fields.Texts("readers"),
        };
        fields.RefuseTheRest();
        if (topic.Headers.Count > 0 != (topic.Value == TopicDeclaration.ImageBytes))
            throw fields.Fault("value", $"headers belong to '{TopicDeclaration.ImageBytes}', and only to it");
        if (topic.Retention is null == topic.Cleanup.HasFlag(CleanupPolicies.Delete))
            throw fields.Fault("retention", "a topic with cleanup delete needs an end, one that is only compacted has none");
        return topic;
    }

    private static string? ParseName(string text) =>
        text.Length is > 0 and < 250 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? text : null;

    private static int? ParsePartitions(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 10_000 ? count : null;

    private static CleanupPolicies? ParseCleanup(string text) => text switch
    {
        "delete" => CleanupPolicies.Delete,
        "compact" => CleanupPolicies.Compact,
        "compact,delete" => CleanupPolicies.Compact | CleanupPolicies.Delete,
        _ => null,
    };
}
