using System.Text.Json.Nodes;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

public sealed class SheetSchemaTests
{
    private const string Stored = "policies/schema.json";

    [Fact]
    public async Task The_stored_schema_is_what_the_code_makes_now()
    {
        var path = Path.Combine(Repository.Root, Stored);
        if (Environment.GetEnvironmentVariable("MODERATION_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, SheetSchema.Write());
        }

        Assert.True(File.Exists(path), $"{Stored} is missing: run the tests with MODERATION_WRITE_DOCS=1");
        Assert.Equal(await File.ReadAllTextAsync(path), SheetSchema.Write());
    }

    [Fact]
    public void The_schema_knows_the_keys_that_the_compiler_knows()
    {
        var schema = JsonNode.Parse(SheetSchema.Write())!;

        Assert.Equal(SheetReader.Keys, Keys(schema["properties"]!));
        Assert.Equal(RulesReader.RungKeys, Keys(schema["$defs"]!["rung"]!["properties"]!));
        Assert.Equal(SheetReader.VariantKeys.Order(), Keys(schema["$defs"]!["variant"]!["properties"]!).Order());
        Assert.Equal(WireWord.All<ActionKind>(), Keys(schema["$defs"]!["order"]!["properties"]!));
        Assert.All(Enum.GetValues<ActionKind>(), kind => Assert.Equal(
            OrderReader.KeysOf(kind), Keys(schema["$defs"]!["order"]!["properties"]![WireWord.From(kind)]!["properties"]!)));
    }

    [Fact]
    public void The_schema_names_every_fact()
    {
        var language = JsonNode.Parse(SheetSchema.Write())!["$defs"]!["expression"]!["description"]!.GetValue<string>();

        Assert.All(Vocabulary.Facts, fact => Assert.Contains($"\n{fact.Name}", language, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(pair => pair.Key);
}
