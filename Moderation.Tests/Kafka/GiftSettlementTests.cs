using Moderation.Cli.Host;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Kafka;

[Collection(PostgresTests.Name)]
public sealed class GiftSettlementTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();
    private EnforcementFeed _enforcement = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _enforcement = new EnforcementFeed(_kafka);
        _database = await server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        await _enforcement.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _kafka.Dispose();
    }

    [PostgresFact]
    public async Task Gifts_are_released_when_their_order_is_taken_back_and_each_is_told_once()
    {
        await using var app = await OpenAsync();
        var gifts = await HoldAsync(app, "live-1", "act-1", 3);

        await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Reversed);

        AssertToldOnce(gifts, GiftSettlement.Released, "reversed");
        await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
        Assert.Equal(gifts.Count, _enforcement.Settlements(gifts.Count).Count);
        var row = await app.GetJsonAsync($"/v1/gifts/holds/live-1/{gifts[0]}");
        Assert.Equal((false, "released"), (row.GetProperty("open").GetBoolean(), row.GetProperty("settlement").GetProperty("settlement").GetString()));
    }

    [PostgresFact]
    public async Task Gifts_are_refunded_when_their_order_runs_out()
    {
        await using var app = await OpenAsync();
        var gifts = await HoldAsync(app, "live-1", "act-1", 2, seconds: 3);

        await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Expired);

        AssertToldOnce(gifts, GiftSettlement.Refunded, "expired");
    }

    [PostgresFact]
    public async Task Gifts_whose_order_ends_without_a_word_are_refunded_after_the_grace()
    {
        await using var app = await OpenAsync(("Enforcement:Gifts:Grace", "00:00:01"));
        var gifts = await HoldAsync(app, "live-1", "act-1", 2, seconds: 3);

        AssertToldOnce(gifts, GiftSettlement.Refunded, "expired");
    }

    [PostgresFact]
    public async Task Gifts_are_held_on_by_the_renewal_of_their_order_and_go_where_its_end_says()
    {
        await using var app = await OpenAsync();
        var gifts = await HoldAsync(app, "live-1", "act-1", 2);
        await _enforcement.TellAsync(GiftParts.Dispatch("act-1", DispatchState.Ended, DispatchReason.Renewed, 2, EnforcementFeed.Now, live: "live-1"));
        await _enforcement.TellAsync(GiftParts.Dispatch("act-2", DispatchState.Released, null, 1, EnforcementFeed.Now, 900, renews: "act-1", live: "live-1"));

        var held = await EventuallyAsync(
            () => app.GetJsonAsync($"/v1/gifts/holds/live-1/{gifts[0]}"), body => body.TryGetProperty("orders", out var orders) && orders.GetArrayLength() == 2);
        Assert.True(held.GetProperty("open").GetBoolean());
        await _enforcement.TellAsync(GiftParts.Dispatch("act-2", DispatchState.Ended, DispatchReason.Reversed, 2, EnforcementFeed.Now, 900, renews: "act-1", live: "live-1"));
        await _enforcement.RestrictAsync("live-1");

        AssertToldOnce(gifts, GiftSettlement.Released, "reversed");
    }

    [PostgresFact]
    public async Task Two_processes_that_settle_at_once_tell_each_gift_once()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var gifts = await HoldAsync(first, "live-1", "act-1", 60);

        await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Reversed);

        AssertToldOnce(gifts, GiftSettlement.Released, "reversed");
        await EventuallyAsync(() => first.CountAsync("outbox"), count => count == 0);
        Assert.Equal(gifts.Count, _enforcement.Settlements(gifts.Count).Count);
        Assert.Equal(gifts.Count, await first.CountAsync("gift_settlement"));
    }

    [PostgresFact]
    public async Task Process_that_is_killed_between_hold_and_settlement_leaves_the_gift_to_another_which_settles_it_once()
    {
        var port = PortOwner.PickFree();
        List<string> gifts;
        await using (var api = await StartProcessAsync(port))
        {
            using var platform = new PlatformClient(port);
            await platform.WaitUntilKnownAsync();
            await _enforcement.FreezeAsync("live-1", "act-1");
            gifts = await platform.HoldAsync("live-1", 5);
            Assert.True(Signals.Send(api.Identity.Pid, Signal.Kill));
            await api.Exited;
        }

        await using var app = await OpenAsync();
        Assert.Equal("hold", (await app.AskAsync("live-1", gifts[^1])).Body.GetProperty("decision").GetString());
        await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Reversed);

        AssertToldOnce(gifts, GiftSettlement.Released, "reversed");
        await EventuallyAsync(async () => (await app.AskAsync("live-1", gifts[^1])).Body.GetProperty("reason").GetProperty("code").GetString(), reason => reason == "released");
        await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
        Assert.Equal(gifts.Count, _enforcement.Settlements(gifts.Count).Count);
    }

    [PostgresFact]
    public async Task Lost_database_is_refilled_with_what_was_settled_and_nothing_is_settled_again()
    {
        List<string> gifts;
        await using (var app = await OpenAsync())
        {
            gifts = await HoldAsync(app, "live-1", "act-1", 4);
            await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Reversed);
            AssertToldOnce(gifts, GiftSettlement.Released, "reversed");
            await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
        }

        await server.DropDatabaseAsync(_database);
        _database = await server.CreateDatabaseAsync();
        await using var again = await OpenAsync();
        await EventuallyAsync(() => again.CountAsync("gift_hold where due_at is null"), count => count == gifts.Count);
        var another = await HoldAsync(again, "live-2", "act-2", 1);
        await _enforcement.EndAsync("live-2", "act-2", DispatchReason.Reversed);

        AssertToldOnce([.. gifts, .. another], GiftSettlement.Released, "reversed");
        Assert.Equal(gifts.Count + 1, await again.CountAsync("gift_settlement"));
    }

    private async Task<ModerationApplication> OpenAsync(params (string Key, string Value)[] settings)
    {
        var app = new ModerationApplication(_database, _kafka.BootstrapServers, settings);
        await app.GiftsKnownAsync();
        return app;
    }

    private async Task<List<string>> HoldAsync(ModerationApplication app, string live, string order, int count, double seconds = 600)
    {
        await _enforcement.FreezeAsync(live, order, seconds);
        var gifts = new List<string>();
        await EventuallyAsync(
            async () =>
            {
                var gift = $"g-{live}-{Guid.CreateVersion7():N}";
                if ((await app.AskAsync(live, gift)).Body.GetProperty("decision").GetString() == "hold")
                    gifts.Add(gift);
                return gifts.Count;
            },
            held => held == count);
        return gifts;
    }

    private void AssertToldOnce(IReadOnlyCollection<string> gifts, GiftSettlement settlement, string reason)
    {
        var told = _enforcement.Settlements(gifts.Count);
        Assert.Equal(gifts.Order(), told.Select(record => record.GiftId).Order());
        Assert.All(told, record => Assert.Equal((settlement, reason, 10), (record.Settlement, record.Reason.Code, record.Coins)));
    }

    private Task<ChildProcess> StartProcessAsync(int port) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "api",
            FileName = "dotnet",
            Arguments =
            [
                typeof(Api.Hosting.StartRefusedException).Assembly.Location, $"--urls=http://127.0.0.1:{port}", $"--ConnectionStrings:Moderation={_database}",
                $"--Kafka:BootstrapServers={_kafka.BootstrapServers}", $"--Projection:ClusterId={_kafka.BootstrapServers}", "--Kafka:SessionTimeout=00:00:02",
                "--Kafka:HeartbeatInterval=00:00:00.3", "--Kafka:FetchWait=00:00:00.01", "--Access:Development=true", $"--Audit:KeyFile={TestKeys.AuditKeyFile}",
                $"--Evidence:Vault:MasterKeyFile={TestKeys.MasterKeyFile}", $"--Evidence:Vault:Directory={TestKeys.VaultFolder}",
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File("api.log")),
        },
        _launcher);
}
