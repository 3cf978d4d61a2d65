using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>JSON Schemas of the records, out of the metadata that the service itself reads and writes them by.</summary>
internal sealed class RecordSchemas
{
    private readonly CodeComments _comments = new(typeof(IWireRecord).Assembly);
    private readonly JsonSchemaExporterOptions _options;

    public RecordSchemas() => _options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };

    public JsonObject Of(Type record) => WireJson.Default.Options.GetJsonSchemaAsNode(record, _options).AsObject();

    public string Describe(Type record) => _comments.Of(record) ?? record.Name;

    private JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        var isNullable = Nullable.GetUnderlyingType(type) is not null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        // the exporter cannot look into a converter, and says "anything" for what it writes
        if (type.GetInterfaces().Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(ITextId<>)))
            schema = TextIdSchema(isNullable);
        else if (context.PropertyInfo?.CustomConverter is ChatTextJsonConverter)
            schema = new JsonObject { ["type"] = "string" };
        if (schema is JsonObject found && context.PropertyInfo?.AttributeProvider is PropertyInfo property)
        {
            if (property.Name == nameof(IWireRecord.V))
                (found["minimum"], found["maximum"]) = (1, WireVersion.Current);
            if ((_comments.Of(property) ?? _comments.Of(typeof(IWireRecord).GetProperty(property.Name) ?? property)) is { } text)
                found.Insert(0, "description", text);
        }

        return schema;
    }

    private static JsonObject TextIdSchema(bool isNullable) => new()
    {
        ["type"] = isNullable ? new JsonArray("string", "null") : "string",
        ["pattern"] = "^[A-Za-z0-9._:-]+$",
        ["maxLength"] = TextId.MaxLength,
    };
}
