using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Moderation.Core.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Policies;

public sealed class SheetProperties
{
    private static readonly string[] Bits = ["{", "}", "[", "]", ":", " ", "\n", "- ", "#", "\"", "'", "&a ", "*a", "!!str ", "|\n", ">\n", "%", "@", "`", "\t", "? ", "---\n", "0", "x", "\\", "é", "\0", "\u0085"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[1, 40].Where(IsText),
        ExpressionSamples.AnyOf("yes", "null", "~", "1", "0x1", "- a", "a: b", "a #b", "'", "\"", " x ", "x ", "#", "!a", "&a", "a\nb", "a\n\nb\n", "{a}", "[a]", "é", "\U0001F600 party", "\u00a0", "true", ".5", "1_000", "2026-01-01", "a\\b", ":", "=", "\u2028"));

    private static readonly Gen<JsonNode> Trees = Gen.Recursive<JsonNode>((depth, again) => depth > 3
        ? Texts.Select(text => (JsonNode)JsonValue.Create(text))
        : Gen.OneOf(
            Texts.Select(text => (JsonNode)JsonValue.Create(text)),
            Gen.Int.Select(value => (JsonNode)JsonValue.Create(value)),
            Gen.Double[-1e9, 1e9].Select(value => (JsonNode)JsonValue.Create(value)),
            Gen.Bool.Select(value => (JsonNode)JsonValue.Create(value)),
            again.Array[0, 3].Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())])),
            Gen.Select(Texts, again).Array[0, 3].Select(entries => (JsonNode)new JsonObject(
                entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, (JsonNode?)entry.Item2.DeepClone()))))));

    [Fact]
    public void Json_to_text_to_json_loses_nothing() =>
        Gen.Select(Texts, Texts, Texts, Trees.Array[0, 3], Gen.Int[0, 100_000]).Sample((title, ground, approver, tests, seconds) =>
        {
            var json = Example();
            json["title"] = title.Length > 200 || string.IsNullOrWhiteSpace(title) ? "x" : title;
            json["ground"]!["text"] = string.IsNullOrWhiteSpace(ground) ? "x" : ground;
            json["approvers"] = new JsonArray(approver, "b");
            json["cooldown"] = $"{seconds}s";
            json["tests"] = new JsonArray([.. tests.Select(tree => tree.DeepClone())]);
            var sheet = SheetCompiler.FromJson(json.ToJsonString());

            var text = sheet.ToYaml();

            Assert.Equal(sheet.FullJson, SheetCompiler.FromYaml(text).FullJson);
            Assert.Equal(text, SheetCompiler.FromYaml(text).ToYaml());
            Assert.Equal(sheet.FullJson, SheetCompiler.FromJson(sheet.FullJson).FullJson);
        });

    [Fact]
    public void Order_of_keys_and_comments_do_not_move_the_hash()
    {
        var hash = SheetCompiler.FromJson(Example().ToJsonString()).SheetHash;
        Gen.Int.Sample(seed => SheetCompiler.FromJson(Shuffled(Example(), new Random(seed))!.ToJsonString()).SheetHash == hash);
        var commented = string.Join('\n', SampleSheets.MinorHost.Split('\n').Select(line => line.TrimEnd().Length == 0 ? line : $"{line}   # why"));
        Assert.Equal(hash, SheetCompiler.FromYaml(commented).SheetHash);
    }

    [Fact]
    public void Any_changed_value_moves_the_hash()
    {
        var hash = SheetCompiler.FromJson(Example().ToJsonString()).SheetHash;
        string[] others = ["else", "7m", "12m", "US", "covered", "law", "guest", "normal", "human", "allowed", "SELF_HARM", "OTHER", "standing.strikes == 7", "minor >= 0.5", "belief(under_18) / 2"];
        var moved = 0;
        foreach (var leaf in Leaves(Example()).ToList())
        {
            foreach (var other in leaf.Number ? ["0.77", "7"] : others)
            {
                var changed = Example();
                Set(changed, leaf.Path, leaf.Number ? JsonNode.Parse(other)! : JsonValue.Create(other));
                if (Compile(changed.ToJsonString()) is { } sheet)
                {
                    Assert.True(sheet.SheetHash != hash, $"{string.Join('/', leaf.Path)} = {other}");
                    moved++;
                    break;
                }
            }
        }

        Assert.InRange(moved, 35, int.MaxValue);
    }

    [Fact]
    public void Any_text_is_a_sheet_or_is_refused_with_places()
    {
        var edits = Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 6], Gen.OneOf(ExpressionSamples.AnyOf(Bits), Gen.String[0, 6])).Array[1, 4];
        Gen.Select(edits, Gen.Bool).Sample((drawn, json) => IsDecided(Edited(json ? Example().ToJsonString() : SampleSheets.MinorHost, drawn), json), iter: 3_000);
        Gen.Select(ExpressionSamples.AnyOf(Bits).Array[0, 60], Gen.Bool).Sample((bits, json) => IsDecided(string.Concat(bits), json), iter: 3_000);
        Gen.Select(Gen.String, Gen.Bool).Sample(IsDecided);
    }

    private static void IsDecided(string text, bool json)
    {
        try
        {
            _ = json ? SheetCompiler.FromJson(text) : SheetCompiler.FromYaml(text);
        }
        catch (SheetException refusal)
        {
            Assert.NotEmpty(refusal.Faults);
            Assert.All(refusal.Faults, fault => Assert.True(fault is { Line: > 0, Column: > 0, Says.Length: > 0 }));
        }
    }

    private static string Edited(string text, (int At, int Removed, string Put)[] edits)
    {
        var edited = new StringBuilder(text);
        foreach (var (at, removed, put) in edits)
        {
            var index = at % edited.Length;
            edited.Remove(index, Math.Min(removed, edited.Length - index - 1)).Insert(index, put);
        }

        return edited.ToString();
    }

    private static CompiledSheet? Compile(string json)
    {
        try
        {
            return SheetCompiler.FromJson(json);
        }
        catch (SheetException)
        {
            return null;
        }
    }

    private static JsonObject Example() => JsonNode.Parse(SheetCompiler.FromYaml(SampleSheets.MinorHost).CanonicalJson)!.AsObject();

    private static JsonNode? Shuffled(JsonNode? node, Random random) => node switch
    {
        JsonObject map => new JsonObject(map.ToArray().OrderBy(_ => random.Next()).Select(pair => KeyValuePair.Create(pair.Key, Shuffled(pair.Value, random)))),
        JsonArray list => new JsonArray([.. list.Select(item => Shuffled(item, random))]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<(object[] Path, bool Number)> Leaves(JsonNode? node, params object[] path) => node switch
    {
        JsonObject map => map.SelectMany(pair => Leaves(pair.Value, [.. path, pair.Key])),
        JsonArray list => list.SelectMany((item, index) => Leaves(item, [.. path, index])),
        null => [],
        _ => [(path, node.GetValueKind() == System.Text.Json.JsonValueKind.Number)],
    };

    private static void Set(JsonNode root, object[] path, JsonNode value)
    {
        var node = root;
        foreach (var step in path.SkipLast(1))
            node = step is string key ? node[key]! : node[(int)step]!;
        if (path[^1] is string last)
            node[last] = value;
        else
            node[(int)path[^1]] = value;
    }

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return !string.IsNullOrWhiteSpace(text);
    }
}
