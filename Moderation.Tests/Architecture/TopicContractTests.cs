using System.Text.Json.Nodes;
using Moderation.Cli.Topics;
using Moderation.Cli.Topics.AsyncApi;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Wire;
using YamlDotNet.RepresentationModel;

namespace Moderation.Tests.Architecture;

public sealed class TopicContractTests
{
    private const string Document = "docs/asyncapi.yaml";
    private static readonly IReadOnlyList<TopicDeclaration> Declared = TopicsFile.Load(Path.Combine(Repository.Root, "kafka-topics.yaml"));

    [Fact]
    public void Code_topics_file_and_published_document_name_the_same_topics()
    {
        var published = Child(Stored(), "channels").Children.Keys.Select(key => key.ToString());

        Assert.Equal(TopicNames.All.Order(), Declared.Select(topic => topic.Name).Order());
        Assert.Equal(TopicNames.All.Order(), published.Order());
    }

    [Fact]
    public void Every_record_type_is_the_value_of_one_topic_and_every_other_value_is_an_image()
    {
        // An order is the same record before and after it is released.
        string[] twice = [nameof(ActionRecord)];
        var records = typeof(IWireRecord).Assembly.GetExportedTypes()
            .Where(type => typeof(IWireRecord).IsAssignableFrom(type) && type is { IsInterface: false } && type.BaseType == typeof(object))
            .Select(type => type.Name);

        Assert.Equal(records.Concat(twice).Append(TopicDeclaration.ImageBytes).Order(), Declared.Select(topic => topic.Value).Order());
    }

    [Fact]
    public void The_published_document_is_what_the_code_makes_now()
    {
        var made = YamlText.Write(new AsyncApiDocument().Make(Declared));

        Assert.True(made == Repository.Read(Document), $"{Document} is out of date: moderation topics asyncapi");
    }

    [Fact]
    public void The_published_document_is_yaml_that_says_the_same_as_the_tree_it_was_made_of()
    {
        var tree = new AsyncApiDocument().Make(Declared);

        Assert.Equal(Flatten(tree), Flatten(Stored()));
    }

    [Fact]
    public void Every_published_example_is_read_by_the_service()
    {
        var messages = new AsyncApiDocument().Make(Declared)["components"]!["messages"]!.AsObject();
        var examples = from message in messages
                       where AsyncApiDocument.RecordTypes.ContainsKey(message.Key)
                       from example in message.Value!["examples"]!.AsArray()
                       select (Type: AsyncApiDocument.RecordTypes[message.Key], Payload: example["payload"]!);

        Assert.All(examples, example => Assert.Equal("", WireExamples.Read(example.Type, example.Payload).Detail));
        Assert.Equal(AsyncApiDocument.RecordTypes.Count, examples.Select(example => example.Type).Distinct().Count());
    }

    [Fact]
    public void Frames_carry_the_headers_that_the_code_knows()
    {
        var known = typeof(FrameHeaders).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order().ToArray();

        Assert.Equal(known, Declared.Single(topic => topic.Name == TopicNames.Frames).Headers.Order());
        Assert.Equal(known, FrameMessages.Headers.Select(header => header.Name).Order());
    }

    [Fact]
    public void The_embedded_broker_is_known_to_the_tool_alone()
    {
        string[] products = ["Moderation.Core", "Moderation.Models", "Moderation.Worker", "Moderation.Api"];
        string[] marks = ["test.mock", "rd_kafka_mock"];

        var offenders = Repository.CSharpFiles()
            .Where(path => products.Contains(path.Split('/')[0]))
            .Where(path => marks.Any(mark => Repository.Read(path).Contains(mark, StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }

    private static YamlMappingNode Stored()
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Read(Document));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Child(YamlMappingNode node, string name) => (YamlMappingNode)node[name];

    private static List<string> Flatten(JsonNode? node, string path = "") => node switch
    {
        JsonObject { Count: > 0 } map => [.. map.SelectMany(pair => Flatten(pair.Value, $"{path}/{pair.Key}"))],
        JsonArray { Count: > 0 } list => [.. list.SelectMany((item, index) => Flatten(item, $"{path}/{index}"))],
        JsonObject or JsonArray => [path],
        _ => [$"{path}={node?.ToString() ?? "null"}"],
    };

    private static List<string> Flatten(YamlNode node, string path = "") => node switch
    {
        YamlMappingNode { Children.Count: > 0 } map => [.. map.SelectMany(pair => Flatten(pair.Value, $"{path}/{pair.Key}"))],
        YamlSequenceNode { Children.Count: > 0 } list => [.. list.SelectMany((item, index) => Flatten(item, $"{path}/{index}"))],
        YamlScalarNode scalar => [$"{path}={scalar.Value}"],
        _ => [path],
    };
}
