using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace Moderation.Core.Wire;

/// <summary>Tells where in a record something is wrong without repeating a name that the input made up.</summary>
internal static class RecordPath
{
    private const string Foreign = ".*";

    /// <summary>The path as far as it consists of our own field names and of list positions.</summary>
    /// <param name="type">The record's metadata.</param>
    /// <param name="path">JSON path as the serialiser tells it: <c>$.a.b[3].c</c>.</param>
    public static string KnownPart(JsonTypeInfo type, string? path)
    {
        var known = new StringBuilder("$");
        var current = type;
        var rest = (path ?? "$").AsSpan(1);
        while (rest.Length > 0)
        {
            var length = rest[1..].IndexOfAny('.', '[') is var next and >= 0 ? next + 1 : rest.Length;
            var segment = rest[..length];
            var inner = Enter(current, segment);
            if (inner is null)
                return known.Append(Foreign).ToString();
            known.Append(segment);
            current = inner;
            rest = rest[length..];
        }

        return known.ToString();
    }

    private static JsonTypeInfo? Enter(JsonTypeInfo type, ReadOnlySpan<char> segment)
    {
        if (segment[0] == '[')
        {
            var isPosition = segment is ['[', .. var digits, ']'] && !digits.ContainsAnyExceptInRange('0', '9');
            return isPosition && type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? type.Options.GetTypeInfo(element) : null;
        }

        if (type.Kind != JsonTypeInfoKind.Object)
            return null;
        foreach (var property in type.Properties)
        {
            if (segment[1..].SequenceEqual(property.Name))
                return type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        }

        foreach (var derived in type.PolymorphismOptions?.DerivedTypes ?? [])
        {
            if (derived.DerivedType != type.Type && Enter(type.Options.GetTypeInfo(derived.DerivedType), segment) is { } found)
                return found;
        }

        return null;
    }
}
