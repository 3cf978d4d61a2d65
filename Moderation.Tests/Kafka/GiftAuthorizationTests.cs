using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Kafka;

[Collection(PostgresTests.Name)]
public sealed class GiftAuthorizationTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);
    private readonly MockKafka _kafka = new();
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

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task Restriction_is_obeyed_within_a_second_of_its_record_and_its_end_too()
    {
        await using var app = await OpenAsync();

        // A machine that does other things at the same time can miss one second; the service must not miss three.
        var isKept = false;
        for (var attempt = 0; attempt < 3 && !isKept; attempt++)
        {
            var live = $"prompt-{attempt}";
            await _enforcement.FreezeAsync(live, $"act-{attempt}");
            isKept = await IsAnsweredWithinAsync(app, live, "hold");
            await _enforcement.EndAsync(live, $"act-{attempt}", DispatchReason.Reversed);
            isKept &= await IsAnsweredWithinAsync(app, live, "allow");
        }

        Assert.True(isKept);
    }

    [PostgresFact]
    public async Task Hold_is_on_its_topic_before_it_is_answered_and_in_the_list_soon_after()
    {
        await using var app = await OpenAsync();
        await FreezeAsync(app, "live-1", "act-1");

        var (_, held) = await app.AskAsync("live-1", "g-1", 70);

        Assert.Equal(("hold", "frozen"), (held.GetProperty("decision").GetString(), held.GetProperty("reason").GetProperty("code").GetString()));
        Assert.Equal("act-1", held.GetProperty("orders")[0].GetString());
        var record = Holds(2).Single(hold => hold.GiftId == "g-1");
        Assert.Equal((70, "act-1", held.GetProperty("heldUntil").GetDateTimeOffset()), (record.Coins, record.Orders.Single().Value, record.Until));
        var row = await EventuallyAsync(() => app.GetJsonAsync("/v1/gifts/holds/live-1/g-1"), body => body.TryGetProperty("open", out _) && body.GetProperty("orders")[0].GetProperty("state").GetString() is not null);
        Assert.Equal((true, 70, "released"), (row.GetProperty("open").GetBoolean(), row.GetProperty("coins").GetInt32(), row.GetProperty("orders")[0].GetProperty("state").GetString()));
    }

    [PostgresFact]
    public async Task Gift_asked_again_gets_the_same_answer_from_every_process_and_at_last_what_it_was_settled_as()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await FreezeAsync(first, "live-1", "act-1");
        var held = (await first.AskAsync("live-1", "g-1")).Body.GetRawText();
        var free = (await first.AskAsync("live-2", "g-2")).Body.GetRawText();

        await _enforcement.EndAsync("live-1", "act-1", DispatchReason.Reversed);
        await _enforcement.FreezeAsync("live-2", "act-2");
        await EventuallyAsync(() => DecisionAsync(first, "live-2"), decision => decision == "hold");
        Assert.Equal(free, (await first.AskAsync("live-2", "g-2")).Body.GetRawText());
        var other = await EventuallyAsync(() => ReasonAsync(second, "live-1", "g-1"), reason => reason is "held" or "released");
        Assert.Contains("\"decision\":\"hold\"", held, StringComparison.Ordinal);
        Assert.NotNull(other);

        await EventuallyAsync(() => ReasonAsync(first, "live-1", "g-1"), reason => reason == "released");
        await EventuallyAsync(() => ReasonAsync(second, "live-1", "g-1"), reason => reason == "released");
        Assert.Equal("allow", (await second.AskAsync("live-1", "g-1")).Body.GetProperty("decision").GetString());
    }

    [PostgresFact]
    public async Task Cap_counts_what_another_process_let_through_as_it_is_seen_on_the_topic_and_a_restart_reads_it_again()
    {
        await _enforcement.RestrictAsync("live-1", GiftParts.Restriction(ActionKind.ThrottleGifts, cap: 100) with { Until = EnforcementFeed.Now.AddSeconds(600) });
        await _kafka.SendAsync(TopicNames.Gifts, "live-1", GiftParts.Sent(GiftParts.Gift("g-0", 90), EnforcementFeed.Now), WireJson.Default.GiftRecord);
        await using var app = await OpenAsync();

        var (_, denied) = await app.AskAsync("live-1", "g-1", 11);

        Assert.Equal(("deny", "over_cap"), (denied.GetProperty("decision").GetString(), denied.GetProperty("reason").GetProperty("code").GetString()));
        Assert.InRange(denied.GetProperty("retryAfterSeconds").GetInt32(), 1, 60);
        Assert.Equal("allow", (await app.AskAsync("live-1", "g-2", 10)).Body.GetProperty("decision").GetString());
    }

    [PostgresFact]
    public async Task Gifts_are_answered_without_the_database()
    {
        await using var app = await OpenAsync();
        await FreezeAsync(app, "live-1", "act-1");

        await server.DropDatabaseAsync(_database);

        Assert.Equal("hold", await DecisionAsync(app, "live-1"));
        Assert.Equal("allow", await DecisionAsync(app, "live-2"));
    }

    [PostgresFact]
    public async Task Hold_that_the_broker_does_not_take_in_time_is_answered_as_the_service_is_set_up()
    {
        using var kafka = new MockKafka();
        await using var app = new ModerationApplication(_database, kafka.BootstrapServers, ("Enforcement:Gifts:HoldWait", "00:00:00.5"), ("Enforcement:Gifts:UnknownAfter", "01:00:00"));
        await using (var enforcement = new EnforcementFeed(kafka))
        {
            await enforcement.FreezeAsync("live-1", "act-1");
            await EventuallyAsync(() => DecisionAsync(app, "live-1"), decision => decision == "hold");
        }

        kafka.Dispose();

        var (_, answer) = await app.AskAsync("live-1", "late");
        Assert.Equal(("allow", "hold_not_written"), (answer.GetProperty("decision").GetString(), answer.GetProperty("reason").GetProperty("code").GetString()));
        Assert.Equal(answer.GetRawText(), (await app.AskAsync("live-1", "late")).Body.GetRawText());
    }

    [PostgresFact]
    public async Task Stopped_live_may_not_be_sent_by_form_or_by_json()
    {
        await using var app = await OpenAsync();
        await _enforcement.RestrictAsync("live-1", GiftParts.Restriction(ActionKind.CutLive) with { Until = EnforcementFeed.Now.AddSeconds(600) });
        await EventuallyAsync(() => DecisionAsync(app, "live-1"), decision => decision == "deny");
        (string, string)[] asIngest = [("call", "publish"), ("app", "live"), ("addr", "127.0.0.1"), ("flashver", "FMLE/3.0 (compatible; Lavf59)"), ("tcurl", "rtmp://127.0.0.1/live")];

        var (stopped, problem) = await app.SendAsync(HttpMethod.Post, "/v1/streams:authorize", Form([.. asIngest, ("name", "live-1")]));
        var (free, _) = await app.SendAsync(HttpMethod.Post, "/v1/streams:authorize", Form([.. asIngest, ("name", "live-2")]));
        var (byJson, _) = await app.SendAsync(HttpMethod.Post, "/v1/streams:authorize", JsonContent.Create(new { name = "live-1", app = "live" }));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (stopped, free, byJson));
        Assert.Equal(("urn:moderation:problem:stream-stopped", "act-1"), (problem.GetProperty("type").GetString(), problem.GetProperty("orders")[0].GetString()));
    }

    private static FormUrlEncodedContent Form(IEnumerable<(string Key, string Value)> fields) => new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));

    private async Task<ModerationApplication> OpenAsync()
    {
        var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await app.GiftsKnownAsync();
        return app;
    }

    private async Task FreezeAsync(ModerationApplication app, string live, string order)
    {
        await _enforcement.FreezeAsync(live, order);
        await EventuallyAsync(() => DecisionAsync(app, live), decision => decision == "hold");
    }

    private List<GiftHoldRecord> Holds(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return [.. _kafka.Read(TopicNames.GiftHolds, count, deadline.Token).Select(value => JsonSerializer.Deserialize(value!, WireJson.Default.GiftHoldRecord)!)];
    }

    private static async Task<bool> IsAnsweredWithinAsync(ModerationApplication app, string live, string wanted)
    {
        var begun = Stopwatch.GetTimestamp();
        await EventuallyAsync(() => DecisionAsync(app, live), decision => decision == wanted);
        return Stopwatch.GetElapsedTime(begun) < Promise;
    }

    // A new gift each time: the same would get the same answer.
    private static async Task<string?> DecisionAsync(ModerationApplication app, string live) =>
        (await app.AskAsync(live, $"{Guid.CreateVersion7():N}")).Body.GetProperty("decision").GetString();

    private static async Task<string?> ReasonAsync(ModerationApplication app, string live, string gift) =>
        (await app.AskAsync(live, gift)).Body.GetProperty("reason").GetProperty("code").GetString();
}
