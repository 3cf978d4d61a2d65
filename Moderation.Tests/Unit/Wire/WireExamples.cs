using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Moderation.Cli.Topics.AsyncApi;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Wire;

/// <summary>What came out of reading, whatever the record type.</summary>
internal sealed record Reading(IWireRecord? Record, DeadLetterReason? Reason, string Detail);

/// <summary>The published examples as JSON, and the reader for each record type.</summary>
internal static class WireExamples
{
    /// <summary>Record type by the name that the topics file uses, and its examples.</summary>
    public static IEnumerable<(Type Type, JsonObject Json)> All =>
        RecordExamples.All.SelectMany(pair => pair.Value.Select(record => (pair.Key, ToJson(record, pair.Key))));

    public static TheoryData<string> TypeNames => [.. RecordExamples.All.Keys.Select(type => type.Name)];

    public static JsonObject First(string typeName) => All.First(example => example.Type.Name == typeName).Json;

    public static Type TypeOf(string typeName) => RecordExamples.All.Keys.Single(type => type.Name == typeName);

    public static JsonObject ToJson(IWireRecord record, Type type) =>
        JsonSerializer.SerializeToNode(record, WireJson.Default.GetTypeInfo(type)!)!.AsObject();

    public static Reading Read(Type type, JsonNode json) => Read(type, json.ToJsonString());

    public static Reading Read(Type type, string json) => Read(type, Encoding.UTF8.GetBytes(json));

    public static Reading Read(Type type, byte[] value) => (Reading)typeof(WireExamples)
        .GetMethod(nameof(ReadAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(type).Invoke(null, [value])!;

    private static Reading ReadAs<T>(byte[] value)
        where T : class, IWireRecord
    {
        var outcome = RecordReader.Read(value, (JsonTypeInfo<T>)WireJson.Default.GetTypeInfo(typeof(T))!);
        return new Reading(outcome.Record, outcome.Reason, outcome.Detail);
    }
}
