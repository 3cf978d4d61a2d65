using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Kafka;

[Collection(PostgresTests.Name)]
public sealed class ProjectionTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task Records_come_out_of_the_endpoints_as_they_went_in()
    {
        var (report, text, action) = (Records.Report(1), Records.TextReport(2), Records.Action(1));
        await SendAsync(Records.Live("live-1", 30));
        await SendAsync(report);
        await SendAsync(text);
        await SendAsync(action);
        await SendAsync(Records.Receipt(action, ReceiptStatus.Applied, Records.Noon.AddSeconds(2)));
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await EventuallyAsync(() => app.CountAsync("action_receipt"), count => count == 1);
        await EventuallyAsync(() => app.CountAsync("live"), count => count == 1);
        await EventuallyAsync(() => app.CountAsync("report"), count => count == 2);

        var live = await EventuallyAsync(
            () => app.GetJsonAsync("/v1/lives/live-1"), json => json.GetProperty("actions").GetArrayLength() == 1);
        var participant = live.GetProperty("live").GetProperty("participants")[0];
        Assert.Equal(JsonValueKind.Null, participant.GetProperty("belief").ValueKind);
        Assert.Equal("too_little_clear_face_time", participant.GetProperty("unknownBecause").GetString());
        Assert.Equal(30, live.GetProperty("live").GetProperty("framesScored").GetInt64());
        Assert.Equal(1.25, live.GetProperty("live").GetProperty("flaggedRates")[0].GetProperty("perMinute").GetDouble());
        Assert.Equal((1200, 3), (live.GetProperty("live").GetProperty("linesScored").GetInt64(), live.GetProperty("live").GetProperty("linesNotScored").GetInt64()));
        await AssertServedAsync(app, report);
        await AssertServedAsync(app, text);
        Assert.Equal("applied", live.GetProperty("actions")[0].GetProperty("receipts")[0].GetProperty("status").GetString());
        Assert.Equal(action.ActionId.Value, live.GetProperty("actions")[0].GetProperty("actionId").GetString());
        await EventuallyAsync(() => StatusAsync(app, "/health/ready"), status => status == HttpStatusCode.OK);
    }

    [PostgresFact]
    public async Task Decisions_with_readings_that_are_unknown_and_orders_of_every_kind_come_out_as_they_went_in()
    {
        var report = Records.Report(1) with { Proposes = [new ProposedAction(ActionKind.CutLive, 86_400)], ConfirmationsNeeded = 2 };
        var decision = MoneyRecords.Decision(report, "0123456789abcdef") with
        {
            Guard = GuardKind.ActionsPerMinute, Variant = "fr", Actions = [new ProposedAction(ActionKind.CutLive, 86_400), new ProposedAction(ActionKind.ThrottleGifts, 60, 5)],
        };
        var order = Records.Action(1, ActionKind.HideMessage) with { MessageId = "m-7", Verdicts = ["v-1", "v-2"] };
        await SendAsync(report);
        await SendAsync(order);
        await _kafka.SendAsync(TopicNames.Decisions, "live-1", decision, WireJson.Default.DecisionRecord);
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await EventuallyAsync(() => app.CountAsync("decision"), count => count == 1);
        await EventuallyAsync(() => app.CountAsync("action"), count => count == 1);
        await EventuallyAsync(() => app.CountAsync("report"), count => count == 1);

        var served = (await app.GetJsonAsync($"/v1/decisions/{decision.DecisionId}")).GetProperty("decision");
        AssertSame(JsonSerializer.SerializeToNode(decision, WireJson.Default.DecisionRecord)!, served);
        AssertSame(JsonSerializer.SerializeToNode(order, WireJson.Default.ActionRecord)!, await app.GetJsonAsync($"/v1/actions/{order.ActionId}"));
        await AssertServedAsync(app, report);
    }

    [PostgresFact]
    public async Task Gifts_flags_and_verdicts_are_kept_once_however_often_they_come()
    {
        var gift = MoneyRecords.Gift(1, "u1", "u2", 100, Records.Noon);
        for (var i = 0; i < 2; i++)
        {
            await _kafka.SendAsync(TopicNames.Gifts, "live-1", gift, WireJson.Default.GiftRecord);
            await _kafka.SendAsync(TopicNames.Gifts, "live-1", gift with { Event = GiftEvent.Refunded }, WireJson.Default.GiftRecord);
            await _kafka.SendAsync(TopicNames.Flags, "live-1", MoneyRecords.Flag(1, "u9"), WireJson.Default.FlagRecord);
            await _kafka.SendAsync(TopicNames.Verdicts, "live-1", MoneyRecords.Verdict(1, Records.Report(1), VerdictKind.Confirmed), WireJson.Default.VerdictRecord);
        }

        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await EventuallyAsync(() => OffsetsAsync(app), offsets => offsets == 8);

        Assert.Equal((2, 1, 1), (await app.CountAsync("gift"), await app.CountAsync("flag"), await app.CountAsync("verdict")));
        Assert.Equal(0, await app.CountAsync("projection_fault"));
    }

    [PostgresFact]
    public async Task Course_of_a_live_is_kept_once_however_often_it_comes_and_told_as_the_platform_told_it()
    {
        SessionEventRecord[] told =
        [
            SessionEvents.Event("live-1", 1, SessionEventKind.LiveStarted) with { Country = "FR", ViewerCount = 12 },
            SessionEvents.Joined("live-1", 2, "p2", ParticipantRole.Guest, SessionEvents.RightHalf, "u2"),
            SessionEvents.Event("live-1", 3, SessionEventKind.MatchStarted) with { MatchId = "m-1" },
            SessionEvents.Event("live-1", 4, SessionEventKind.OverlayOn, "p2"),
        ];
        for (var i = 0; i < 2; i++)
        {
            foreach (var one in told.Reverse())
                await _kafka.SendAsync(TopicNames.Sessions, "live-1", one, WireJson.Default.SessionEventRecord);
        }

        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await EventuallyAsync(() => OffsetsAsync(app), offsets => offsets == 8);

        var served = await app.GetJsonAsync("/v1/lives/live-1/session-events");
        Assert.True(served.GetProperty("isWhole").GetBoolean());
        Assert.Equal(4, served.GetProperty("events").GetArrayLength());
        foreach (var (record, answer) in told.Zip(served.GetProperty("events").EnumerateArray()))
            AssertSame(Without(JsonSerializer.SerializeToNode(record, WireJson.Default.SessionEventRecord)!, "liveId"), answer);
        Assert.Equal("urn:moderation:problem:not-found", (await app.GetJsonAsync("/v1/lives/live-9/session-events")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Redelivered_records_and_older_states_change_nothing()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await SendAsync(Records.Live("live-1", 30, LiveStatus.Ended));
        await SendAsync(Records.Live("live-1", 20));
        for (var i = 0; i < 3; i++)
            await SendAsync(Records.Report(1));
        await SendAsync(Records.Report(2));
        await EventuallyAsync(() => OffsetsAsync(app), offsets => offsets == 6);

        Assert.Equal(2, await app.CountAsync("report"));
        var live = (await app.GetJsonAsync("/v1/lives/live-1")).GetProperty("live");
        Assert.Equal("ended", live.GetProperty("status").GetString());
        Assert.Equal(30, live.GetProperty("framesScored").GetInt64());
    }

    [PostgresFact]
    public async Task Records_that_cannot_be_used_are_dead_lettered_and_hold_up_nothing()
    {
        await _kafka.SendAsync(TopicNames.Reports, "live-1", "{ nonsense"u8.ToArray());
        await _kafka.SendAsync(TopicNames.Reports, "live-1", []);
        await SendAsync(Records.Report(1) with { Rung = "a\0b" });
        await _kafka.SendAsync(TopicNames.Reports, "live-2", Records.Report(2), WireJson.Default.ReportRecord);
        await _kafka.SendAsync(TopicNames.LiveState, "live-1", null);
        await SendAsync(Records.Report(3));
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await EventuallyAsync(() => OffsetsAsync(app), offsets => offsets == 6);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var letters = _kafka.Read(TopicNames.DeadLetters, 4, deadline.Token).Select(value => JsonSerializer.Deserialize(value, WireJson.Default.DeadLetterRecord)!);
        Assert.Equal(
            [DeadLetterReason.EmptyValue, DeadLetterReason.BadKey, DeadLetterReason.InvalidJson, DeadLetterReason.InvalidRecord],
            letters.Select(letter => letter.Reason).Order());
        Assert.Equal(1, await app.CountAsync("report"));
        await EventuallyAsync(() => app.CountAsync("projection_fault where published_at is not null"), count => count == 4);
    }

    [PostgresFact]
    public async Task Database_outage_loses_nothing_and_ends_by_itself()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database);
        await using var proxy = new CuttableProxy(settings.Host!, settings.Port);
        (settings.Host, settings.Port) = ("127.0.0.1", proxy.Port);
        // A short hold makes the outage outlast it, so that leaving and joining the group is part of the test.
        await using var app = new ModerationApplication(
            settings.ConnectionString, _kafka.BootstrapServers, ("Projection:HoldWait", "00:00:00.5"), ("Projection:RetryDelayMax", "00:00:00.2"));
        await SendAsync(Records.Report(0));
        await EventuallyAsync(() => app.CountAsync("report"), count => count == 1);

        proxy.Cut();
        for (var i = 1; i < 200; i++)
            await SendAsync(Records.Report(i, $"live-{i % 7}"));
        await EventuallyAsync(() => Task.FromResult(proxy.Refused), refused => refused > 8);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(app, "/health/ready"));
        Assert.Equal("urn:moderation:problem:database-unavailable", (await app.GetJsonAsync("/v1/reports")).GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "/health/live"));

        proxy.Mend();
        await EventuallyAsync(() => app.CountAsync("report"), count => count == 200);
        await EventuallyAsync(() => StatusAsync(app, "/health/ready"), status => status == HttpStatusCode.OK);
    }

    [PostgresFact]
    public async Task Restart_goes_on_from_the_database_and_an_emptied_database_is_filled_again()
    {
        await SendAsync(Records.Report(1));
        await using (var first = new ModerationApplication(_database, _kafka.BootstrapServers))
            await EventuallyAsync(() => first.CountAsync("report"), count => count == 1);
        await SendAsync(Records.Report(2));
        await using (var second = new ModerationApplication(_database, _kafka.BootstrapServers))
        {
            await EventuallyAsync(() => second.CountAsync("report"), count => count == 2);
            Assert.Equal(2, await OffsetsAsync(second));
        }

        // Kafka's committed offsets say that everything is read; the new database says that nothing is.
        var empty = await server.CreateDatabaseAsync();
        await using (var third = new ModerationApplication(empty, _kafka.BootstrapServers))
            await EventuallyAsync(() => third.CountAsync("report"), count => count == 2);
        await server.DropDatabaseAsync(empty);
    }

    [PostgresFact]
    public async Task Another_cluster_with_the_same_topics_is_read_from_its_beginning()
    {
        for (var i = 0; i < 5; i++)
            await SendAsync(Records.Report(i));
        await using (var app = new ModerationApplication(_database, _kafka.BootstrapServers))
            await EventuallyAsync(() => app.CountAsync("report"), count => count == 5);
        using var other = new MockKafka();
        await other.SendAsync(TopicNames.Reports, "live-1", Records.Report(9), WireJson.Default.ReportRecord);
        await using (var app = new ModerationApplication(_database, other.BootstrapServers))
            await EventuallyAsync(() => app.CountAsync("report"), count => count == 6);
    }

    /// <summary>The Api says what the record says; what the record leaves out, the Api may say as null.</summary>
    private static async Task AssertServedAsync(ModerationApplication app, ReportRecord report)
    {
        var served = await app.GetJsonAsync($"/v1/reports/{report.ReportId}");
        AssertSame(JsonSerializer.SerializeToNode(report, WireJson.Default.ReportRecord)!, served);
    }

    private static void AssertSame(JsonNode record, JsonElement served)
    {
        foreach (var field in record.AsObject().Where(f => f.Key != "v"))
            Assert.True(JsonNode.DeepEquals(field.Value, WithoutNulls(JsonNode.Parse(served.GetProperty(field.Key).GetRawText()))), field.Key);
    }

    private static JsonNode Without(JsonNode record, string field)
    {
        record.AsObject().Remove(field);
        return record;
    }

    private static JsonNode? WithoutNulls(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? [])
            WithoutNulls(item);
        if (node is not JsonObject json)
            return node;
        foreach (var name in json.Where(field => field.Value is null).Select(field => field.Key).ToList())
            json.Remove(name);
        foreach (var (_, value) in json)
            WithoutNulls(value);
        return json;
    }

    private static async Task<HttpStatusCode> StatusAsync(ModerationApplication app, string path)
    {
        using var client = app.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<long> OffsetsAsync(ModerationApplication app)
    {
        await using var command = app.Database.CreateCommand("select coalesce(sum(next_offset), 0) from projection_offset");
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task SendAsync(ReportRecord r) => await _kafka.SendAsync(TopicNames.Reports, r.LiveId.Value, r, WireJson.Default.ReportRecord);

    private async Task SendAsync(ActionRecord r) => await _kafka.SendAsync(TopicNames.Orders, r.LiveId.Value, r, WireJson.Default.ActionRecord);

    private async Task SendAsync(ActionReceiptRecord r) =>
        await _kafka.SendAsync(TopicNames.ActionReceipts, r.LiveId.Value, r, WireJson.Default.ActionReceiptRecord);

    private async Task SendAsync(LiveStateRecord r) => await _kafka.SendAsync(TopicNames.LiveState, r.LiveId.Value, r, WireJson.Default.LiveStateRecord);
}
