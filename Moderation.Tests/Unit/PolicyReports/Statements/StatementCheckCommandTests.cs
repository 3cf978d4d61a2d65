using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Cli;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.PolicyReports.Statements;

/// <summary><c>moderation statements check</c> on files.</summary>
public sealed class StatementCheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_names_place_field_and_fault_and_ends_with_one()
    {
        var good = JsonSerializer.SerializeToNode(StatementWriter.Write(ShippedOrders.All[0].Facts(), ["FR"]).Statement!, StatementJson.Default.StatementOfReasons)!;
        var bad = good.DeepClone().AsObject();
        bad["category"] = "STATEMENT_CATEGORY_LIVE";
        var lines = Write("two.ndjson", $"{good.ToJsonString()}\n{bad.ToJsonString()}\n");
        var batch = Write("batch.json", new JsonObject { ["statements"] = new JsonArray([.. Enumerable.Range(0, 101).Select(i => Numbered(good, i))]) }.ToJsonString());

        var (twoExit, two) = await StatementTool.RunAsync("check", lines);
        var (batchExit, many) = await StatementTool.RunAsync("check", batch);
        var (oneExit, one) = await StatementTool.RunAsync("check", Write("one.json", good.ToString()));

        Assert.Equal((1, 1, 0), (twoExit, batchExit, oneExit));
        Assert.Contains("line 2: category: 'STATEMENT_CATEGORY_LIVE' is none of its 16 words", two, StringComparison.Ordinal);
        Assert.Contains("line 2: puid: ", two, StringComparison.Ordinal);
        Assert.Contains("2 statements, 1 with faults", two, StringComparison.Ordinal);
        Assert.Contains("101: statements: the batch has 101; 100 are the most", many, StringComparison.Ordinal);
        Assert.Equal("1 statements, 0 with faults\n", one);
    }

    [Fact]
    public async Task File_that_holds_no_statements_is_told_in_one_sentence()
    {
        Assert.StartsWith("the file is no JSON", (await Assert.ThrowsAsync<ToolException>(() => StatementTool.RunAsync("check", Write("x.json", "{")))).Message, StringComparison.Ordinal);
        Assert.StartsWith("x.zip is no zip file", (await Assert.ThrowsAsync<ToolException>(() => StatementTool.RunAsync("check", Write("x.zip", "PK")))).Message, StringComparison.Ordinal);
        Assert.StartsWith("there is no file", (await Assert.ThrowsAsync<ToolException>(() => StatementTool.RunAsync("check", Path.Combine(_folder.Path, "none.json")))).Message, StringComparison.Ordinal);
        Assert.Equal((1, "0 statements, 0 with faults\n"), await StatementTool.RunAsync("check", Write("none.json", "[]")));
    }

    private static JsonNode Numbered(JsonNode statement, int number)
    {
        var one = statement.DeepClone();
        one["puid"] = $"act-{number}";
        return one;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
