using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moderation.Client;

namespace Moderation.Tests.Support;

/// <summary>Compares what the client declares with a description of the Api, and says in one sentence each where they differ.</summary>
internal sealed class ClientContract(JsonElement description)
{
    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> FaultsOf<TRequest, TResponse>(Operation<TRequest, TResponse> operation) => FaultsOf(operation, typeof(TRequest), typeof(TResponse));

    public IReadOnlyList<string> FaultsOf(Operation operation, Type request, Type response)
    {
        _seen.Clear();
        _faults.Clear();
        if (!description.GetProperty("paths").TryGetProperty(operation.Path, out var path) || !path.TryGetProperty(MethodOf(operation), out var described))
            return [$"{operation.Id}: the Api has no {operation.Method} {operation.Path}"];
        Expect(described.GetProperty("operationId").GetString() == operation.Id, $"{operation.Id}: the Api calls it {described.GetProperty("operationId")}");
        Expect(operation.QueryNames.ToHashSet().SetEquals(QueryOf(described)), $"{operation.Id}: the Api's query is {string.Join(", ", QueryOf(described))}");
        var body = described.TryGetProperty("requestBody", out var sent) ? SchemaOf(sent) : null;
        Expect(body is null == (request == typeof(NoBody)), $"{operation.Id}: a body is sent, or is not, against what the Api says");
        if (body is { } wanted)
            Compare(request, wanted, operation.Id);
        var answer = described.GetProperty("responses").EnumerateObject().Where(one => one.Name[0] == '2').Select(one => SchemaOf(one.Value)).First(schema => schema is not null);
        Compare(response, answer!.Value, operation.Id);
        return [.. _faults];
    }

    private static string MethodOf(Operation operation) => operation.Method.Method switch { "GET" => "get", "POST" => "post", var other => throw new NotSupportedException(other) };

    private static IEnumerable<string> QueryOf(JsonElement operation) => operation.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query").Select(one => one.GetProperty("name").GetString()!)
        : [];

    private static JsonElement? SchemaOf(JsonElement message) =>
        message.TryGetProperty("content", out var content) ? content.EnumerateObject().First().Value.GetProperty("schema") : null;

    private void Compare(Type type, JsonElement schema, string where)
    {
        if (type == typeof(JsonElement))
            return;
        schema = Resolved(schema);
        if (Nullable.GetUnderlyingType(type) is { } value)
            Compare(value, schema, where);
        else if (type.IsEnum)
            CompareWords(type, schema, where);
        else if (ClientJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } record)
            CompareProperties(record, schema, where);
        else if (type.IsGenericType)
            Compare(type.GetGenericArguments()[0], schema.TryGetProperty("items", out var items) ? items : default, where + "[]");
        else
            Expect(NameOf(type) == NameOf(schema), $"{where}: {NameOf(type)} here, {NameOf(schema)} in the Api");
    }

    private void CompareWords(Type type, JsonElement schema, string where)
    {
        var here = Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        var there = schema.TryGetProperty("enum", out var words) ? words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!).ToList() : [];
        Expect(there.ToHashSet().SetEquals(here), $"{where}: the Api's words are {string.Join(", ", there)}");
    }

    private void CompareProperties(JsonTypeInfo record, JsonElement schema, string where)
    {
        if (!_seen.Add(record.Type))
            return;
        if (!schema.TryGetProperty("properties", out var properties))
        {
            _faults.Add($"{where}: {record.Type.Name} is no object in the Api");
            return;
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        foreach (var property in record.Properties)
        {
            var at = $"{where}.{property.Name}";
            if (!properties.TryGetProperty(property.Name, out var described))
            {
                _faults.Add($"{at}: the Api has no such property");
                continue;
            }

            Expect(property.IsRequired == required.Contains(property.Name), $"{at}: required in one of the two alone");
            // A JsonElement holds null as well as anything else.
            if (property.PropertyType != typeof(JsonElement))
                Expect(IsNullable(property) == MayBeNull(described), $"{at}: null in one of the two alone");
            Compare(property.PropertyType, described, at);
        }

        var missing = required.Except(record.Properties.Select(property => property.Name)).Except(["links"]).ToList();
        Expect(missing.Count == 0, $"{where}: {record.Type.Name} lacks {string.Join(", ", missing)}");
    }

    private static bool IsNullable(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsSetNullable;

    private static bool MayBeNull(JsonElement schema) => schema.TryGetProperty("oneOf", out var cases)
        ? cases.EnumerateArray().Any(MayBeNull)
        : schema.TryGetProperty("type", out var type) && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(one => one.GetString() == "null") : type.GetString() == "null");

    private JsonElement Resolved(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("oneOf", out var cases))
            schema = cases.EnumerateArray().Single(one => !MayBeNull(one));
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference)
            ? description.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }

    private static string NameOf(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(DateTimeOffset) => "date-time",
        _ when type == typeof(DateOnly) => "date",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(int) => "int32",
        _ when type == typeof(long) => "int64",
        _ when type == typeof(double) => "double",
        _ => type.Name,
    };

    private static string NameOf(JsonElement schema)
    {
        if (schema.TryGetProperty("format", out var format))
            return format.GetString()!;
        var type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null") : type.GetString()!;
    }

    private void Expect(bool isSo, string fault)
    {
        if (!isSo)
            _faults.Add(fault);
    }
}
