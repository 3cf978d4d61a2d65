using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Database;
using Moderation.Api.PolicyReports.Backtests;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>A backtest through cancellations, restarts and lost processes.</summary>
[Collection(PostgresTests.Name)]
public sealed class BacktestLifeTests(PostgresServer server) : BacktestFixture(server)
{
    private static readonly object Question = new { sheet = PolicyTool.Minors };

    [PostgresFact]
    public async Task Waiting_and_running_backtests_can_be_called_off_and_others_go_on()
    {
        Kafka.Publish(FiveLives());
        using var gate = new LogGate();
        var app = Open(gate);
        var (running, waiting) = (await app.AskAsync(Question), await app.AskAsync(Question));
        await app.BacktestAsync(running, "running");
        Assert.Equal("queued", (await app.BacktestAsync(waiting)).GetProperty("state").GetString());

        Assert.Equal((HttpStatusCode.OK, "cancelled"), await CancelAsync(app, waiting));
        Assert.Equal((HttpStatusCode.OK, "cancelled"), await CancelAsync(app, running));

        // The gate is still shut: only a reading that was given up lets the next one begin.
        var next = await app.AskAsync(Question);
        await app.BacktestAsync(next, "running");
        gate.Open();
        Assert.Equal(JsonValueKind.Null, (await app.BacktestAsync(next, "done")).GetProperty("cancelledBy").ValueKind);
        foreach (var id in new[] { running, waiting })
        {
            var cancelled = await app.BacktestAsync(id);
            Assert.Equal(("cancelled", "bob", JsonValueKind.Null), (cancelled.GetProperty("state").GetString(), cancelled.GetProperty("cancelledBy").GetString(), cancelled.GetProperty("report").ValueKind));
        }

        Assert.Equal((HttpStatusCode.OK, "cancelled"), await CancelAsync(app, waiting));
        Assert.Equal(HttpStatusCode.Conflict, (await CancelAsync(app, next)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CancelAsync(app, "bt-none")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CancelAsync(app, next, actor: null)).Status);
        Assert.Equal("urn:moderation:problem:step-refused", (await app.GetJsonAsync($"{BacktestRequests.Path}/{running}.csv")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Service_that_stops_in_the_middle_puts_its_backtest_back_and_the_next_one_begins_it_again()
    {
        Kafka.Publish(FiveLives());
        using var gate = new LogGate(after: 50);
        string id;
        await using (var first = Open(gate))
        {
            id = await first.AskAsync(Question);
            var halted = await EventuallyReadAsync(first, id, 50);
            Assert.InRange(halted.GetProperty("progress").GetProperty("share").GetDouble(), 0.01, 0.99);
        }

        var second = Open();
        var done = await second.BacktestAsync(id, "done");

        Assert.Equal((await second.ReportAsync(Question)).WithoutTiming(), done.GetProperty("report").WithoutTiming());
        Assert.Equal(FiveLives().Sum(log => log.Count), done.GetProperty("report").GetProperty("signals").GetInt32());
        Assert.Equal((2, 0), await AttemptsAsync(second, id));
    }

    [PostgresFact]
    public async Task Of_two_services_one_alone_runs_a_backtest()
    {
        Kafka.Publish(FiveLives());
        ModerationApplication[] apps = [Open(), Open()];
        var asked = new List<string>();
        for (var i = 0; i < 6; i++)
            asked.Add(await apps[i % 2].AskAsync(Question));

        foreach (var id in asked)
        {
            await apps[0].BacktestAsync(id, "done");
            Assert.Equal((1, 0), await AttemptsAsync(apps[0], id));
        }
    }

    [PostgresFact]
    public async Task Backtest_of_a_process_that_is_not_heard_of_is_another_ones_and_the_first_can_write_nothing_more()
    {
        var app = Open(works: false);
        var id = await app.AskAsync(Question);
        var queue = app.Services.GetRequiredService<BacktestQueue>();
        var (progress, answer) = (new BacktestProgress { SignalsRead = 7 }, new BacktestAnswer("{}", ""));

        var first = (await queue.ClaimAsync(CancellationToken.None))!;
        Assert.Null(await queue.ClaimAsync(CancellationToken.None));
        Assert.True(await queue.RenewAsync(first, progress, CancellationToken.None));
        await ExpireAsync(app, id);
        var second = (await queue.ClaimAsync(CancellationToken.None))!;

        Assert.Equal((id, 1, 0), (first.BacktestId, first.Attempt, first.Losses));
        Assert.Equal((id, 2, 1), (second.BacktestId, second.Attempt, second.Losses));
        Assert.False(await queue.RenewAsync(first, progress, CancellationToken.None));
        Assert.False(await queue.FinishAsync(first, progress, answer, CancellationToken.None));
        Assert.Equal(0, await queue.PutBackAsync(first, CancellationToken.None));
        Assert.Equal(0, (await app.BacktestAsync(id)).GetProperty("progress").GetProperty("signalsRead").GetInt64());
        Assert.True(await queue.FailAsync(second, progress, "so it is", CancellationToken.None));
        Assert.Equal(("failed", "so it is"), ((await app.BacktestAsync(id)).GetProperty("state").GetString(), (await app.BacktestAsync(id)).GetProperty("failure").GetString()));
    }

    [PostgresFact]
    public async Task Backtest_that_takes_its_process_down_each_time_is_given_up()
    {
        Kafka.Publish(FiveLives());
        var first = Open(works: false);
        var id = await first.AskAsync(Question);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await first.Services.GetRequiredService<BacktestQueue>().ClaimAsync(CancellationToken.None));
            await ExpireAsync(first, id);
        }

        var failed = await Open().BacktestAsync(id, "failed");

        Assert.Contains("begun 3 times", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Backtest_that_ended_long_ago_is_forgotten()
    {
        var app = Open(works: false, settings: ("Backtests:KeepFor", "01:00:00"));
        var (old, fresh) = (await app.AskAsync(Question), await app.AskAsync(Question));
        foreach (var id in new[] { old, fresh })
            await CancelAsync(app, id);
        await app.Database.ExecuteAsync(new SqlStatement("update policy_backtest set ended_at = ended_at - interval '61 minutes' where backtest_id = @old"), new { old }, CancellationToken.None);

        Assert.Equal(1, await app.Services.GetRequiredService<BacktestQueue>().DropEndedAsync(CancellationToken.None));

        Assert.Equal("cancelled", (await app.BacktestAsync(fresh)).GetProperty("state").GetString());
        Assert.Equal("urn:moderation:problem:not-found", (await app.BacktestAsync(old)).GetProperty("type").GetString());
    }

    private static async Task<(HttpStatusCode Status, string? State)> CancelAsync(ModerationApplication app, string id, string? actor = "bob")
    {
        var (status, body) = await app.SendAsync(HttpMethod.Delete, $"{BacktestRequests.Path}/{id}", null, actor);
        return (status, body.TryGetProperty("state", out var state) ? state.GetString() : null);
    }

    private static Task<JsonElement> EventuallyReadAsync(ModerationApplication app, string id, int signals) =>
        ModerationApplication.EventuallyAsync(() => app.BacktestAsync(id), backtest => backtest.GetProperty("progress").GetProperty("signalsRead").GetInt64() >= signals);

    private static Task<int> ExpireAsync(ModerationApplication app, string id) =>
        app.Database.ExecuteAsync(new SqlStatement("update policy_backtest set lease_until = now() - interval '1 second' where backtest_id = @id"), new { id }, CancellationToken.None);

    private static async Task<(int Attempts, int Losses)> AttemptsAsync(ModerationApplication app, string id)
    {
        await using var command = app.Database.CreateCommand($"select attempt, losses from policy_backtest where backtest_id = '{id}'");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}
