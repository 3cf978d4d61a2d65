using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>JSON with exactly one thing altered, at every depth in turn: what another writer of the same records, or a later version, may do. Whether it still means the same is not told.</summary>
internal static class AlteredJson
{
    public static IEnumerable<string> Each(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Fields([.. element.EnumerateObject()]),
        JsonValueKind.Array => Items([.. element.EnumerateArray()]),
        JsonValueKind.String => Texts(element.GetRawText()),
        JsonValueKind.Number => [$"{element.GetRawText()}.0", $"{element.GetRawText()}e0", $"-{element.GetRawText()}", $"0{element.GetRawText()}", $"\"{element.GetRawText()}\"", "9223372036854775808", "1e400"],
        _ => ["1", "\"true\"", element.ValueKind == JsonValueKind.True ? "false" : "true", "[]"],
    };

    private static IEnumerable<string> Fields(JsonProperty[] fields)
    {
        string[] all = [.. fields.Select(field => Field(field.Name, field.Value.GetRawText()))];
        yield return $"[{string.Join(',', all)}]";
        for (var i = 0; i < all.Length; i++)
        {
            var (before, after, name) = (all[..i], all[(i + 1)..], fields[i].Name);
            yield return Object([.. before, .. after]);
            yield return Object([.. all, all[i]]);
            yield return Object([.. before, .. after, all[i]]);
            yield return Object([.. before, Field(name, "null"), .. after]);
            yield return Object([.. before, Field(name, "{}"), .. after]);
            yield return Object([.. before, Field(name.ToUpperInvariant(), fields[i].Value.GetRawText()), .. after]);
            yield return Object([.. before, $"\"\\u{(int)name[0]:x4}{name[1..]}\":{fields[i].Value.GetRawText()}", .. after]);
            yield return Object([.. before, Field("later", """{"deep":[1,"two",null]}"""), .. all[i..]]);
            foreach (var value in Each(fields[i].Value))
                yield return Object([.. before, Field(name, value), .. after]);
        }
    }

    private static IEnumerable<string> Items(JsonElement[] items)
    {
        string[] all = [.. items.Select(item => item.GetRawText())];
        yield return List([.. all, "null"]);
        yield return List([.. all, "[]"]);
        for (var i = 0; i < all.Length; i++)
        {
            yield return List([.. all, all[i]]);
            foreach (var item in Each(items[i]))
                yield return List([.. all[..i], item, .. all[(i + 1)..]]);
        }
    }

    private static IEnumerable<string> Texts(string quoted)
    {
        yield return "\"\"";
        yield return quoted.ToUpperInvariant();
        yield return $"{quoted[..^1]} \"";
        yield return $"{quoted[..^1]}é\"";
        yield return $"{quoted[..^1]}\\n\"";
        yield return $"{quoted[..^1]}\n\"";
        // half a character
        yield return $"{quoted[..^1]}\\ud800\"";
        if (quoted.Length > 2 && quoted[1] != '\\')
            yield return $"\"\\u{(int)quoted[1]:x4}{quoted[2..]}";
    }

    private static string Field(string name, string value) => $"\"{name}\":{value}";

    private static string Object(string[] fields) => $"{{{string.Join(',', fields)}}}";

    private static string List(string[] items) => $"[{string.Join(',', items)}]";
}
