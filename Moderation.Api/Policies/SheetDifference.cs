using System.Text.Json;

namespace Moderation.Api.Policies;

/// <summary>One difference between two sheets.</summary>
/// <param name="Path">Where: <c>ladder[throttle].when</c>. Rungs, variants and orders go by their name, other lists by place from 0.</param>
/// <param name="Before">What was there; null when nothing was.</param>
/// <param name="After">What is there; null when nothing is.</param>
public sealed record SheetChange(string Path, JsonElement? Before, JsonElement? After);

/// <summary>Compares the canonical forms of two sheets. Their order of keys is fixed, so what differs here differs in meaning.</summary>
internal static class SheetDifference
{
    // What names an element of a list: a rung, a variant.
    private static readonly string[] Names = ["rung", "name"];

    /// <summary>The differences, in the order of the sheet after; what is gone follows what is there.</summary>
    public static IReadOnlyList<SheetChange> Of(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var changes = new List<SheetChange>();
        Compare("", old.RootElement, now.RootElement, changes);
        return changes;
    }

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<SheetChange> changes)
    {
        if (before is { } old && after is { } now)
        {
            if (JsonElement.DeepEquals(old, now))
                return;
            if (Parts(old) is { } oldParts && Parts(now) is { } newParts && old.ValueKind == now.ValueKind)
            {
                var isList = now.ValueKind == JsonValueKind.Array;
                foreach (var key in newParts.Keys.Concat(oldParts.Keys.Except(newParts.Keys)))
                    Compare(isList ? $"{path}[{key}]" : path.Length == 0 ? key : $"{path}.{key}", Part(oldParts, key), Part(newParts, key), changes);
                if (isList && !oldParts.Keys.Where(newParts.ContainsKey).SequenceEqual(newParts.Keys.Where(oldParts.ContainsKey)))
                    changes.Add(new SheetChange($"{path}.order", Order(oldParts), Order(newParts)));
                return;
            }
        }

        changes.Add(new SheetChange(path, before?.Clone(), after?.Clone()));
    }

    private static JsonElement? Part(OrderedDictionary<string, JsonElement> parts, string key) => parts.TryGetValue(key, out var part) ? part : null;

    private static JsonElement Order(OrderedDictionary<string, JsonElement> parts) => JsonSerializer.SerializeToElement(parts.Keys);

    /// <summary>The parts of an object or a list by what names them; null for anything else.</summary>
    private static OrderedDictionary<string, JsonElement>? Parts(JsonElement element)
    {
        var parts = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                parts[property.Name] = property.Value;
            return parts;
        }

        if (element.ValueKind != JsonValueKind.Array)
            return null;
        var items = element.EnumerateArray().ToList();
        var names = items.Select(Name).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < items.Count; i++)
            parts[names.Count == items.Count ? names[i] : i.ToString(System.Globalization.CultureInfo.InvariantCulture)] = items[i];
        return parts;
    }

    private static string? Name(JsonElement item) => item.ValueKind != JsonValueKind.Object
        ? null
        : Names.Select(name => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(value => value is not null);
}
