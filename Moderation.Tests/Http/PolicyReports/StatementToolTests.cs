using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Cli;
using Moderation.Cli.PolicyReports.Statements;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

/// <summary><c>moderation statements</c>, against the running service and on files.</summary>
[Collection(PostgresTests.Name)]
public sealed class StatementToolTests(PostgresServer server) : PolicyFixture(server)
{
    private readonly TemporaryFolder _folder = new();

    [PostgresFact]
    public async Task Export_is_fetched_in_either_form_and_checks_clean()
    {
        App.UseKestrel(0);
        App.StartServer();
        var orders = await App.StoreOrdersAsync(3);
        foreach (var ending in new[] { "zip", "ndjson" })
        {
            var file = Path.Combine(_folder.Path, $"out.{ending}");
            var (exported, said) = await RunAsync("export", "--from", "2026-03-01", "--to", "2026-03-02", "--output", file, "--api", $"{App.ClientOptions.BaseAddress}");
            Assert.True(exported == 0, said);
            Assert.Contains("3 statements", said, StringComparison.Ordinal);

            Assert.Equal((0, "3 statements, 0 with faults\n"), await RunAsync("check", file));
        }

        Assert.All(orders, order => Assert.Contains(order.Puid(), File.ReadAllText(Path.Combine(_folder.Path, "out.ndjson")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_names_place_field_and_fault_and_ends_with_one()
    {
        var good = JsonSerializer.SerializeToNode(StatementWriter.Write(ShippedOrders.All[0].Facts(), ["FR"]).Statement!, StatementJson.Default.StatementOfReasons)!;
        var bad = good.DeepClone().AsObject();
        bad["category"] = "STATEMENT_CATEGORY_LIVE";
        var lines = Write("two.ndjson", $"{good.ToJsonString()}\n{bad.ToJsonString()}\n");
        var batch = Write("batch.json", new JsonObject { ["statements"] = new JsonArray([.. Enumerable.Range(0, 101).Select(i => Numbered(good, i))]) }.ToJsonString());

        var (twoExit, two) = await RunAsync("check", lines);
        var (batchExit, many) = await RunAsync("check", batch);

        Assert.Equal((1, 1), (twoExit, batchExit));
        Assert.Contains("line 2: category: 'STATEMENT_CATEGORY_LIVE' is none of its 16 words", two, StringComparison.Ordinal);
        Assert.Contains("line 2: puid: ", two, StringComparison.Ordinal);
        Assert.Contains("2 statements, 1 with faults", two, StringComparison.Ordinal);
        Assert.Contains("101: statements: the batch has 101; 100 are the most", many, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_holds_no_statements_is_told_in_one_sentence()
    {
        Assert.StartsWith("the file is no JSON", (await Assert.ThrowsAsync<ToolException>(() => RunAsync("check", Write("x.json", "{")))).Message, StringComparison.Ordinal);
        Assert.StartsWith("x.zip is no zip file", (await Assert.ThrowsAsync<ToolException>(() => RunAsync("check", Write("x.zip", "PK")))).Message, StringComparison.Ordinal);
        Assert.StartsWith("there is no file", (await Assert.ThrowsAsync<ToolException>(() => RunAsync("check", Path.Combine(_folder.Path, "none.json")))).Message, StringComparison.Ordinal);
    }

    private static JsonNode Numbered(JsonNode statement, int number)
    {
        var one = statement.DeepClone();
        one["puid"] = $"act-{number}";
        return one;
    }

    private static async Task<(int Exit, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = StatementsCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return (exit, output.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
