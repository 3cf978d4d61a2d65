using System.Text;
using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>JSON as another writer, or an enemy, might write the same or nearly the same. Whether it still means the same is not told.</summary>
internal sealed class TwistedJson
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "2", "-0", "0.0", "1.0", "1e0", "1E2", "1e400", "-1e-400", "0.1", "01", "1.", ".5", "+1", "2147483648", "9223372036854775808", "0.05000000000000000277",
        "\"\"", "\"text\"", "\"Clear\"", "\"TOXIC\"", "\"toxic, insult\"", "\"0\"", "\"live-1\"", "\"\\u006cive-1\"", "\"l\\ive\"", "\"\\ud800\"", "\"na\u00efve\"", "\"a b\"",
        "\"2026-03-01\"", "\"2026-03-01T12:00:00\"", "\"2026-03-01T12:00Z\"", "\"2026-03-01T12:00:00.123456789Z\"", "\"2026-03-01T12:00:00+15:00\"", "\"2026-13-01T12:00:00Z\"", "\"2026-03-01T12:00:00\\u005a\"",
        "[]", "{}", "[null]", "[[]]", "[0,\"a\"]", "{\"kind\":\"text\"}", "{\"topic\":\"t\",\"partition\":0,\"offset\":1}", "{\"name\":\"text\",\"hash\":\"0\"}", "// remark", "'x'", "NaN",
    ];

    private static readonly string[] Names = ["kind", "v", "liveId", "at", "later", "$type", "$id", "$ref", "Kind", "scores", "models", "faces", "age", "headUnder18", "notScored", "authorId", "truncated", "k\\u0069nd"];

    private static readonly byte[] Punctuation = [.. "{}[]\",:\\0e-.tn \n"u8];

    private readonly Random _random;

    private TwistedJson(Random random) => _random = random;

    /// <summary>Twists JSON some times, mostly never or once, so that what is otherwise right is met often.</summary>
    public static byte[] Of(byte[] json, Random random)
    {
        var twisted = new TwistedJson(random);
        var text = json;
        for (var left = random.Next(4) * random.Next(2); left > 0; left--)
            text = twisted.Once(text);
        return text;
    }

    private byte[] Once(byte[] json)
    {
        if (_random.Next(4) == 0)
            return Bytes(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 200 });
            var places = Count(document.RootElement);
            return Encoding.UTF8.GetBytes(Write(document.RootElement, _random.Next(places), _random.Next(5) == 0).Text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Bytes(json);
        }
    }

    // Cuts, removes, inserts or overwrites; what comes of it is mostly no JSON, or no UTF-8.
    private byte[] Bytes(byte[] json)
    {
        var place = _random.Next(json.Length + 1);
        var (before, after) = (json[..place], json[Math.Min(place + 1, json.Length)..]);
        var other = _random.Next(3) == 0 ? (byte)_random.Next(256) : Punctuation[_random.Next(Punctuation.Length)];
        return _random.Next(4) switch
        {
            0 => before,
            1 => [.. before, .. after],
            2 => [.. before, other, .. json[place..]],
            _ => [.. before, other, .. after],
        };
    }

    private static int Count(JsonElement element) => 1 + element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(field => Count(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Count),
        _ => 0,
    };

    /// <summary>Writes an element and twists the one at a place, counted in the order in which they begin.</summary>
    /// <returns>The text, and the place counted down past the element.</returns>
    private (string Text, int Left) Write(JsonElement element, int place, bool isWide)
    {
        var gap = isWide ? _random.Next(2) == 0 ? " " : "\r\n\t" : "";
        if (place == 0 && element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return (Values[_random.Next(Values.Length)], -1);
        var left = place - 1;
        var parts = new List<string>();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
            {
                (var text, left) = Write(field.Value, left, isWide);
                parts.Add($"{JsonSerializer.Serialize(field.Name)}{gap}:{gap}{text}");
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                (var text, left) = Write(item, left, isWide);
                parts.Add(text);
            }
        }
        else
        {
            return (element.GetRawText(), left);
        }

        var isObject = element.ValueKind == JsonValueKind.Object;
        if (place == 0)
            Twist(parts, isObject);
        var joined = $"{(isObject ? '{' : '[')}{gap}{string.Join($"{gap},{gap}", parts)}{gap}{(isObject ? '}' : ']')}";
        return (place == 0 ? Around(joined) : joined, left);
    }

    private void Twist(List<string> parts, bool isObject)
    {
        var at = _random.Next(parts.Count + 1);
        switch (_random.Next(7))
        {
            case 0:
                _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
                break;
            case 1 when at < parts.Count:
                parts.RemoveAt(at);
                break;
            case 2 when at < parts.Count:
                parts.Insert(_random.Next(parts.Count), parts[at]);
                break;
            case 3 when at < parts.Count && isObject:
                parts[at] = $"{parts[at][..(parts[at].IndexOf(':') + 1)]}{Values[_random.Next(Values.Length)]}";
                break;
            case 4 when at < parts.Count && isObject:
                // the same name with an escape in it
                parts[at] = $"\"\\u{(int)parts[at][1]:x4}{parts[at][2..]}";
                break;
            case 5:
                parts.Insert(at, (isObject ? $"\"{Names[_random.Next(Names.Length)]}\":" : "") + Values[_random.Next(Values.Length)]);
                break;
            default:
                parts.Insert(at, (isObject ? "\"deep\":" : "") + new string('[', 40) + new string(']', 40));
                break;
        }
    }

    private string Around(string text) => _random.Next(12) switch
    {
        0 => text + " \n",
        1 => text + "x",
        2 => text + text,
        3 => text[..^1] + "," + text[^1],
        4 => text[.._random.Next(text.Length)],
        _ => text,
    };
}
