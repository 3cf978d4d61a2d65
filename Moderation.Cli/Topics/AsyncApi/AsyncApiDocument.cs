using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Core.Wire;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>The AsyncAPI 3.0 description of every topic, made out of <c>kafka-topics.yaml</c> and the record types.</summary>
internal sealed class AsyncApiDocument
{
    private const string KafkaBindingVersion = "0.5.0";
    private const string FrameMessage = "FrameImage";
    private const string Service = "worker and api";
    private readonly RecordSchemas _schemas = new();

    public static IReadOnlyDictionary<string, Type> RecordTypes { get; } = RecordExamples.All.Keys.ToDictionary(type => type.Name);

    public JsonObject Make(IReadOnlyList<TopicDeclaration> topics) => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Moderation",
            ["version"] = $"{WireVersion.Current}",
            ["description"] = "Topics of the moderation service for live streams. Made by `moderation topics asyncapi`; do not edit by hand. "
                + "Readers ignore fields they do not know. A value that breaks its schema becomes a dead letter with its reason. "
                + "Records are delivered at least once; their ids tell repetitions.",
            ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["url"] = "https://www.apache.org/licenses/LICENSE-2.0" },
        },
        ["defaultContentType"] = "application/json",
        ["channels"] = Map(topics, topic => topic.Name, Channel),
        ["operations"] = Operations(topics),
        ["components"] = new JsonObject { ["messages"] = Map(topics, MessageName, Message) },
    };

    private static string MessageName(TopicDeclaration topic) => topic.Value == TopicDeclaration.ImageBytes ? FrameMessage : topic.Value;

    private static JsonObject Channel(TopicDeclaration topic)
    {
        var settings = TopicSettings.Of(topic);
        return new JsonObject
        {
            ["address"] = topic.Name,
            ["description"] = topic.Purpose,
            ["messages"] = new JsonObject { [MessageName(topic)] = Ref($"#/components/messages/{MessageName(topic)}") },
            ["bindings"] = new JsonObject
            {
                ["kafka"] = new JsonObject
                {
                    ["topic"] = topic.Name,
                    ["partitions"] = topic.Partitions,
                    ["topicConfiguration"] = new JsonObject
                    {
                        ["cleanup.policy"] = new JsonArray([.. settings["cleanup.policy"].Split(',').Select(policy => JsonValue.Create(policy))]),
                        ["retention.ms"] = JsonNode.Parse(settings["retention.ms"]),
                        ["max.message.bytes"] = topic.MaxMessageByteCount,
                    },
                    ["bindingVersion"] = KafkaBindingVersion,
                },
            },
            ["x-owner"] = topic.Owner,
            ["x-readers"] = new JsonArray([.. topic.Readers.Select(reader => JsonValue.Create(reader))]),
        };
    }

    /// <summary>What this service does with each topic, as AsyncAPI sees it: it sends what its parts own and receives what they read.</summary>
    private static JsonObject Operations(IReadOnlyList<TopicDeclaration> topics)
    {
        var operations = new JsonObject();
        foreach (var topic in topics)
        {
            if (IsOurs(topic.Owner))
                operations[$"send.{topic.Name}"] = Operation("send", topic, $"Sent by {topic.Owner}.");
            if (topic.Readers.Where(IsOurs).ToArray() is { Length: > 0 } readers)
                operations[$"receive.{topic.Name}"] = Operation("receive", topic, $"Read by {string.Join(", ", readers)}.");
        }

        return operations;
    }

    private static bool IsOurs(string party) => party.Split(' ') is [var first, ..] && Service.Split(' ').Contains(first);

    private static JsonObject Operation(string action, TopicDeclaration topic, string summary) => new()
    {
        ["action"] = action,
        ["channel"] = Ref($"#/channels/{topic.Name}"),
        ["summary"] = summary,
    };

    private JsonObject Message(TopicDeclaration topic) =>
        topic.Value == TopicDeclaration.ImageBytes ? FrameMessages.Message(KeyBinding(topic)) : RecordMessage(topic, RecordTypes[topic.Value]);

    private JsonObject RecordMessage(TopicDeclaration topic, Type record) => new()
    {
        ["name"] = record.Name,
        ["summary"] = _schemas.Describe(record),
        ["contentType"] = "application/json",
        ["payload"] = _schemas.Of(record),
        ["bindings"] = KeyBinding(topic),
        ["examples"] = new JsonArray([.. RecordExamples.All[record].Select(example => new JsonObject { ["payload"] = Payload(example, record) })]),
    };

    private static JsonNode? Payload(IWireRecord example, Type record) =>
        JsonSerializer.SerializeToNode(example, WireJson.Default.GetTypeInfo(record)!);

    private static JsonObject KeyBinding(TopicDeclaration topic) => new()
    {
        ["kafka"] = new JsonObject
        {
            ["key"] = new JsonObject { ["type"] = "string", ["description"] = topic.Key },
            ["bindingVersion"] = KafkaBindingVersion,
        },
    };

    private static JsonObject Ref(string target) => new() { ["$ref"] = target };

    private static JsonObject Map(IEnumerable<TopicDeclaration> topics, Func<TopicDeclaration, string> key, Func<TopicDeclaration, JsonNode> value)
    {
        var map = new JsonObject();
        foreach (var topic in topics)
            map[key(topic)] = value(topic);
        return map;
    }
}
