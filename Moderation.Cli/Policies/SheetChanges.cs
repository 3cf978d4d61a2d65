using System.Text.Json.Nodes;

namespace Moderation.Cli.Policies;

/// <summary>What differs between two sheets, one sentence each, in the order of the sheet. Comments, tests and layout decide nothing and are no difference.</summary>
internal static class SheetChanges
{
    // a list whose entries have a name is compared by it: a rung that moves is still the same rung
    private static readonly string[] Names = ["rung", "name"];

    public static IReadOnlyList<string> Of(string canonicalBefore, string canonicalAfter)
    {
        var changes = new List<string>();
        Compare([], JsonNode.Parse(canonicalBefore), JsonNode.Parse(canonicalAfter), changes);
        return changes;
    }

    private static void Compare(IReadOnlyList<string> place, JsonNode? before, JsonNode? after, List<string> changes)
    {
        if (JsonNode.DeepEquals(before, after))
            return;
        switch (before, after)
        {
            case (JsonObject old, JsonObject now):
                foreach (var key in now.Select(field => field.Key).Union(old.Select(field => field.Key)))
                    Compare([.. place, key], old[key], now[key], changes);
                break;
            case (JsonArray old, JsonArray now) when Keyed(old) is { } oldItems && Keyed(now) is { } newItems:
                CompareNamed(place, oldItems, newItems, changes);
                break;
            case (JsonArray old, JsonArray now):
                CompareItems(place, old, now, changes);
                break;
            default:
                changes.Add(Says(place, before, after));
                break;
        }
    }

    private static void CompareNamed(IReadOnlyList<string> place, List<(string Name, JsonObject Item)> before, List<(string Name, JsonObject Item)> after, List<string> changes)
    {
        foreach (var (name, item) in after)
        {
            if (before.Find(old => old.Name == name).Item is { } old)
                Compare([.. place.SkipLast(1), name], old, item, changes);
            else
                changes.Add($"{Words([.. place.SkipLast(1), name])} is new: {Text(item)}");
        }

        foreach (var (name, item) in before.Where(old => after.TrueForAll(now => now.Name != old.Name)))
            changes.Add($"{Words([.. place.SkipLast(1), name])} is gone; it was {Text(item)}");
        var (oldOrder, newOrder) = (before.Select(item => item.Name).Where(name => after.Exists(now => now.Name == name)), after.Select(item => item.Name).Where(name => before.Exists(old => old.Name == name)));
        if (!oldOrder.SequenceEqual(newOrder))
            changes.Add($"{Words(place)} has another order: {string.Join(", ", newOrder)}");
    }

    private static void CompareItems(IReadOnlyList<string> place, JsonArray before, JsonArray after, List<string> changes)
    {
        var (old, now) = (before.Select(Text).ToList(), after.Select(Text).ToList());
        var (gone, added) = (old.Except(now).ToList(), now.Except(old).ToList());
        changes.AddRange(added.Select(item => $"{Words(place)}: {item} is new"));
        changes.AddRange(gone.Select(item => $"{Words(place)}: {item} is gone"));
        if (gone.Count + added.Count == 0)
            changes.Add($"{Words(place)} has another order: {string.Join(", ", now)}");
    }

    private static string Says(IReadOnlyList<string> place, JsonNode? before, JsonNode? after) => (before, after) switch
    {
        (null, _) => $"{Words(place)} is new: {Text(after)}",
        (_, null) => $"{Words(place)} is gone; it was {Text(before)}",
        _ => $"{Words(place)} was {Text(before)}, is now {Text(after)}",
    };

    /// <summary>Names of the entries with their rung or variant spoken of as such; null where an entry has no name, or two have the same.</summary>
    private static List<(string Name, JsonObject Item)>? Keyed(JsonArray list)
    {
        var named = list.OfType<JsonObject>().Select(item => (Name: Name(item), Item: item)).ToList();
        return named.Count == list.Count && named.TrueForAll(item => item.Name.Length > 0) && named.DistinctBy(item => item.Name).Count() == named.Count ? named : null;
    }

    private static string Name(JsonObject item)
    {
        foreach (var name in Names)
        {
            if (item[name] is JsonValue value && value.TryGetValue<string>(out var text))
                return name == "rung" ? $"rung {text}" : $"variant {text}";
        }

        // an order is a map with one field, which is its kind
        return item.Count == 1 ? $"order {item.First().Key}" : "";
    }

    private static string Words(IReadOnlyList<string> place) => string.Join(", ", place);

    private static string Text(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonValue value when value.TryGetValue<string>(out var text) => $"\"{text}\"",
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join("; ", list.Select(Text)),
        JsonObject map => string.Join(", ", map.Where(field => field.Value is not null && !(field.Value is JsonArray { Count: 0 })).Select(field => $"{field.Key} {Text(field.Value)}")),
        _ => node.ToJsonString(),
    };
}
