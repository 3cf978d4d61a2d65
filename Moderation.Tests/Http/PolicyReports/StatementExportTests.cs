using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moderation.Api.PolicyReports.Statements.Exports;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

[Collection(PeopleTests.Name)]
public sealed class StatementExportTests(PostgresServer server) : PolicyFixture(server)
{
    private const string Day = "2026-03-01T00:00:00Z", NextDay = "2026-03-02T00:00:00Z";

    [PostgresFact]
    public async Task Export_holds_every_statement_of_its_time_in_valid_batches_and_says_what_it_leaves_out()
    {
        var orders = await App.StoreOrdersAsync(230);
        await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-strange"), DecisionId = DecisionId.Parse("dec-strange"), Policy = new PolicyRef("no.such", "h") });

        var export = await WriteAsync();

        Assert.Equal(("done", 230, """{"sheet_unknown":1}"""), (export.GetProperty("state").GetString(), export.GetProperty("statements").GetInt32(), export.GetProperty("leftOut").GetRawText()));
        using var zip = new ZipArchive(new MemoryStream(await FetchAsync(export, "zip")));
        var batches = zip.Entries.Where(entry => entry.Name.StartsWith("batch-", StringComparison.Ordinal)).Select(Read).Select(batch => batch.GetProperty("statements").EnumerateArray().ToList()).ToList();
        Assert.Equal([100, 100, 30], batches.Select(batch => batch.Count));
        Assert.All(batches.SelectMany(batch => batch), statement => Assert.Empty(StatementCheck.Check(statement)));
        Assert.Equal(orders.Select(order => order.Puid()).Order(), Puids(batches.SelectMany(batch => batch)));
        Assert.Equal("act-strange", Read(zip.GetEntry("left-out.json")!)[0].GetProperty("actionId").GetString());
        var lines = System.Text.Encoding.UTF8.GetString(await FetchAsync(export, "ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(orders.Select(order => order.Puid()).Order(), Puids(lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))));
    }

    [PostgresFact]
    public async Task Export_of_the_same_time_written_again_is_the_same_to_the_byte()
    {
        await App.StoreOrdersAsync(5);

        var (first, second) = (await WriteAsync(), await WriteAsync());

        Assert.NotEqual(first.GetProperty("exportId").GetString(), second.GetProperty("exportId").GetString());
        Assert.Equal(first.GetProperty("sha256").GetString(), second.GetProperty("sha256").GetString());
        Assert.Equal(await FetchAsync(first, "zip"), await FetchAsync(second, "zip"));
        Assert.Equal(2, (await App.GetJsonAsync("/v1/statements/exports")).GetProperty("items").GetArrayLength());
    }

    [PostgresFact]
    public async Task Whoever_asks_for_what_waits_already_gets_what_waits_and_its_file_only_when_it_is_done()
    {
        var (status, first) = await StartAsync(Day, NextDay);
        var (_, second) = await StartAsync(Day, NextDay);

        Assert.Equal((HttpStatusCode.Accepted, "queued"), (status, first.GetProperty("state").GetString()));
        Assert.Equal(first.GetProperty("exportId").GetString(), second.GetProperty("exportId").GetString());
        Assert.Equal("urn:moderation:problem:step-refused", (await App.GetJsonAsync($"{first.GetProperty("links").GetProperty("zip").GetString()}")).GetProperty("type").GetString());
        Assert.Equal(first.GetProperty("exportId").GetString(), await RunAsync());
        Assert.Null(await RunAsync());
    }

    [PostgresFact]
    public async Task Request_that_makes_no_sense_is_refused_with_the_reason()
    {
        foreach (var (from, to, reason) in new[]
        {
            ("2026-03-01", NextDay, "from "), (Day, null, "to "), (NextDay, Day, "from must be before to"), (Day, "2999-01-01T00:00:00Z", "to must be over"),
        })
        {
            var (status, body) = await StartAsync(from, to);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(reason, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [PostgresFact]
    public async Task Export_that_is_too_large_fails_and_says_what_to_do()
    {
        var database = await Server.CreateDatabaseAsync();
        await using var app = new ModerationApplication(database, "127.0.0.1:1", ("Statements:MaxPerExport", "3")) { Replace = Replace };
        await app.StoreOrdersAsync(4);
        var (_, export) = await app.SendAsync(HttpMethod.Post, "/v1/statements/exports", JsonContent.Create(new { from = Day, to = NextDay, actor = "ann" }));

        await app.Services.GetRequiredService<ExportRun>().RunNextAsync(CancellationToken.None);

        var ended = await app.GetJsonAsync(export.GetProperty("links").GetProperty("self").GetString()!);
        Assert.Equal(("failed", JsonValueKind.Null), (ended.GetProperty("state").GetString(), ended.GetProperty("sha256").ValueKind));
        Assert.Contains("Statements:MaxPerExport", ended.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    // The tests say when exports are written, so that they know when one waits.
    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(ExportRunner)));
    }

    private static IEnumerable<string?> Puids(IEnumerable<JsonElement> statements) => statements.Select(statement => statement.GetProperty("puid").GetString()).Order();

    private static JsonElement Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    private async Task<JsonElement> WriteAsync()
    {
        var (_, export) = await StartAsync(Day, NextDay);
        Assert.Equal(export.GetProperty("exportId").GetString(), await RunAsync());
        return await App.GetJsonAsync(export.GetProperty("links").GetProperty("self").GetString()!);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> StartAsync(string? from, string? to) =>
        App.SendAsync(HttpMethod.Post, "/v1/statements/exports", JsonContent.Create(new { from, to, actor = "ann" }));

    private Task<string?> RunAsync() => App.Services.GetRequiredService<ExportRun>().RunNextAsync(CancellationToken.None);

    private async Task<byte[]> FetchAsync(JsonElement export, string link)
    {
        using var client = App.CreateClient();
        return await client.GetByteArrayAsync(new Uri(export.GetProperty("links").GetProperty(link).GetString()!, UriKind.Relative));
    }
}
