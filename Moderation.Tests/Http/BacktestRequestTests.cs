using System.Net;
using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>What is asked for wrongly is refused at once and in words, and nothing is put into the queue.</summary>
[Collection(PostgresTests.Name)]
public sealed class BacktestRequestTests(PostgresServer server) : BacktestFixture(server)
{
    [PostgresFact]
    public async Task Sheet_that_does_not_compile_is_refused_with_every_fault_at_its_place()
    {
        var sheet = PolicyTool.Minors.Replace("belief(under_18) >= 0.80", "beleif(under_18) >= 0.80", StringComparison.Ordinal).Replace("for: 15m, ", "", StringComparison.Ordinal);

        var (status, problem) = await Open().TryAskAsync(new { sheet });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:moderation:problem:invalid-sheet"), (status, problem.GetProperty("type").GetString()));
        var faults = problem.GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(2, faults.Count);
        Assert.Equal(Array.FindIndex(sheet.Split('\n'), line => line.Contains("beleif", StringComparison.Ordinal)) + 1, faults[0].GetProperty("line").GetInt32());
        Assert.True(faults[0].GetProperty("column").GetInt32() > 1);
    }

    [PostgresFact]
    public async Task What_makes_no_sense_is_refused_with_the_reason()
    {
        var app = Open();
        await app.HandInAsync(PolicyTool.Minors, name: BacktestRequests.Policy);
        (object Body, HttpStatusCode Status, string Says)[] cases =
        [
            (new { }, HttpStatusCode.BadRequest, "either sheet"),
            (new { sheet = PolicyTool.Minors, sheetHash = "1" }, HttpStatusCode.BadRequest, "either sheet"),
            (new { sheet = PolicySheets.Yaml() }, HttpStatusCode.BadRequest, "test.minors"),
            (new { sheet = "{ \"policy\": " }, HttpStatusCode.UnprocessableEntity, "1:"),
            (new { sheetHash = "0123456789abcdef" }, HttpStatusCode.NotFound, "0123456789abcdef"),
            (new { sheetHash = "1", against = "7" }, HttpStatusCode.NotFound, "minors.host/7"),
            (new { sheetHash = "1", against = "live" }, HttpStatusCode.Conflict, "No version of minors.host is live"),
            (new { sheetHash = "1", from = "2026-01-02T00:00:00Z", to = "2026-01-01T00:00:00Z" }, HttpStatusCode.BadRequest, "from must be before to"),
            (new { sheetHash = "1", from = "2026-01-01T00:00:00Z", to = "2026-01-01T00:00:00Z" }, HttpStatusCode.BadRequest, "from must be before to"),
            (new { sheetHash = "1", from = "2026-01-02T00:00:00" }, HttpStatusCode.BadRequest, "offset"),
            (new { sheetHash = "1", to = "yesterday" }, HttpStatusCode.BadRequest, "offset"),
            (new { sheetHash = "1", until = "2026-01-02T00:00:00Z" }, HttpStatusCode.BadRequest, ""),
            (new { sheetHash = "1", actor = "bob" }, HttpStatusCode.BadRequest, "two different actors"),
        ];

        foreach (var (body, expected, says) in cases)
        {
            var (status, problem) = await app.TryAskAsync(body);
            Assert.True(status == expected, $"{JsonSerializer.Serialize(body)}: {problem}");
            Assert.StartsWith("urn:moderation:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
            Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await app.TryAskAsync(new { sheetHash = "1" }, actor: null)).Status);
        Assert.Equal(0, await app.CountAsync("policy_backtest"));
    }

    [PostgresFact]
    public async Task No_more_wait_than_may()
    {
        Kafka.Publish(FiveLives());
        using var gate = new LogGate();
        var app = Open(gate, settings: ("Backtests:MaxWaiting", "2"));
        var running = await app.AskAsync(new { sheet = PolicyTool.Minors });
        await app.BacktestAsync(running, "running");
        await app.AskAsync(new { sheet = PolicyTool.Minors });
        var last = await app.AskAsync(new { sheet = PolicyTool.Minors });

        var (status, problem) = await app.TryAskAsync(new { sheet = PolicyTool.Minors });

        Assert.Equal((HttpStatusCode.TooManyRequests, "urn:moderation:problem:too-many-backtests"), (status, problem.GetProperty("type").GetString()));
        Assert.Contains("2 backtests wait", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        gate.Open();
        await app.BacktestAsync(last, "done");
        await app.AskAsync(new { sheet = PolicyTool.Minors });
    }

    [PostgresFact]
    public async Task Pages_of_any_size_hold_every_backtest_once_newest_first()
    {
        var app = Open(works: false);
        var asked = new List<string>();
        for (var i = 0; i < 7; i++)
            asked.Add(await app.AskAsync(new { sheet = PolicyTool.Minors, actor = "ann" }));

        foreach (var limit in new[] { 1, 2, 3, 6, 7, 8 })
        {
            var (found, cursor) = (new List<string>(), (string?)null);
            do
            {
                var page = await app.GetJsonAsync($"{BacktestRequests.Path}?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
                found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("backtestId").GetString()!));
                cursor = page.GetProperty("nextCursor").GetString();
            }
            while (cursor is not null);
            Assert.Equal(asked.AsEnumerable().Reverse(), found);
        }

        Assert.Equal("urn:moderation:problem:invalid-query", (await app.GetJsonAsync($"{BacktestRequests.Path}?state=done")).GetProperty("type").GetString());
        foreach (var path in new[] { "/v1/policies/no.such/backtests", $"{BacktestRequests.Path}/bt-none", $"{BacktestRequests.Path}/bt-none.csv", $"/v1/policies/no.such/backtests/{asked[0]}" })
            Assert.Equal("urn:moderation:problem:not-found", (await app.GetJsonAsync(path)).GetProperty("type").GetString());
    }
}
