using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

[Collection(PostgresTests.Name)]
public sealed class ControlTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task A_switch_is_on_its_topic_under_its_key_when_the_request_is_answered_and_in_the_history_soon_after()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        var until = new DateTimeOffset(2099, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));

        var (status, body) = await PutAsync(app, "policies/minors.host", new { mode = "off", lift = true, until, note = " wrong camera app ", actor = "ann" });

        Assert.Equal(HttpStatusCode.OK, status);
        var control = Assert.Single(_kafka.Read(TopicNames.Controls, 1, WireJson.Default.ControlRecord));
        Assert.Equal(
            (ControlScope.Policy, "minors.host", ControlMode.Off, true, until, "ann", "wrong camera app"),
            (control.Scope, control.Name, control.Mode, control.Lift, control.Until, control.Actor, control.Note));
        Assert.Equal((control.At, true, false), (body.GetProperty("at").GetDateTimeOffset(), body.GetProperty("isSilent").GetBoolean(), body.GetProperty("isPolicyKnown").GetBoolean()));
        // The projection refuses a record under any other key.
        var entry = (await HistoryAsync(app, 1))[0];
        Assert.Equal(("policy", "minors.host", "off", "ann", true), (Text(entry, "scope"), Text(entry, "name"), Text(entry, "mode"), Text(entry, "actor"), entry.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal(until, entry.GetProperty("until").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await app.CountAsync("projection_fault"));
    }

    [PostgresFact]
    public async Task Switches_work_while_the_database_is_stopped_and_enter_the_history_when_it_is_back()
    {
        await using var proxy = DatabaseProxy.Of(_database, out var throughProxy);
        await using var app = new ModerationApplication(throughProxy, _kafka.BootstrapServers, ("Projection:RetryDelayMax", "00:00:00.2"));
        Assert.Equal(0, await app.CountAsync("enforcement_control"));
        proxy.Cut();
        await EventuallyAsync(() => app.GetJsonAsync("/v1/actions"), json => Text(json, "type") == "urn:moderation:problem:database-unavailable");

        foreach (var path in new[] { "everything", "policies/minors.host", "kinds/cut_live" })
        {
            var (status, body) = await PutAsync(app, path, new { mode = "off", note = "the database burns", actor = "ann" });
            Assert.Equal((HttpStatusCode.OK, JsonValueKind.Null), (status, body.GetProperty("isPolicyKnown").ValueKind));
        }

        Assert.Equal(["everything", "kind:cut_live", "policy:minors.host"], _kafka.Read(TopicNames.Controls, 3, WireJson.Default.ControlRecord).Select(control => control.ToKey()).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await app.GetJsonAsync("/v1/enforcement")).GetProperty("controls").GetArrayLength());
        proxy.Mend();
        await HistoryAsync(app, 3);
    }

    [PostgresFact]
    public async Task A_broker_that_does_not_take_it_is_told_and_when_to_ask_again()
    {
        await using var app = new ModerationApplication(_database, "127.0.0.1:1", ("Publication:DirectWait", "00:00:00.2"));
        using var client = app.CreateClient();

        using var response = await client.PutAsJsonAsync("/v1/enforcement/controls/everything", new { mode = "off", note = "now", actor = "ann" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(5, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Contains("urn:moderation:problem:broker-unavailable", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty((await app.GetJsonAsync("/v1/enforcement")).GetProperty("controls").EnumerateArray());
    }

    [PostgresFact]
    public async Task Switches_that_make_no_sense_are_refused_with_the_reason()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        (string Path, object Body, string Reason)[] cases =
        [
            ("everything", new { mode = "dry_run", lift = true, note = "x", actor = "a" }, "only what is switched off is lifted"),
            ("everything", new { mode = "off", until = past, note = "x", actor = "a" }, "until must be after at"),
            ("everything", new { mode = "enforce", until = past.AddHours(2), note = "x", actor = "a" }, "until goes with off and dry_run"),
            ("everything", new { mode = "off", note = " ", actor = "a" }, "actor and note must be said"),
            ("everything", new { mode = "off", note = "x" }, "Say who asks"),
            ("kinds/cut_stream", new { mode = "off", note = "x", actor = "a" }, "cut_live"),
            ("policies/a%20b", new { mode = "off", note = "x", actor = "a" }, "a switch over a policy needs its name"),
        ];
        foreach (var (path, request, reason) in cases)
        {
            var (status, problem) = await PutAsync(app, path, request);
            Assert.True(status == HttpStatusCode.BadRequest, path);
            Assert.Equal("urn:moderation:problem:invalid-request", Text(problem, "type"));
            Assert.Contains(reason, Text(problem, "detail"), StringComparison.Ordinal);
        }

        foreach (var wrong in new object[] { new { mode = "stop", note = "x", actor = "a" }, new { note = "x", actor = "a" }, new { mode = "off", actor = "a" }, new { mode = "off", note = "x", forever = true, actor = "a" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(app, "everything", wrong)).Status);
    }

    [PostgresFact]
    public async Task A_switch_is_later_than_the_one_it_replaces_although_that_was_set_by_a_clock_that_runs_ahead()
    {
        var ahead = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await _kafka.SendAsync(Control(ControlMode.Enforce, ahead));
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await HistoryAsync(app, 1);
        await EventuallyAsync(() => app.GetJsonAsync("/v1/enforcement"), json => json.GetProperty("trouble").ValueKind == JsonValueKind.Null);

        // The view reads beside the projection, so ask until it has read what the history shows.
        await EventuallyAsync(
            async () => (await PutAsync(app, "everything", new { mode = "off", note = "stop", actor = "ann" })).Body.GetProperty("at").GetDateTimeOffset(),
            at => at > ahead);
    }

    [PostgresFact]
    public async Task A_policy_that_there_is_is_known()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await app.HandInAsync(PolicySheets.Yaml());

        var (_, body) = await PutAsync(app, $"policies/{PolicySheets.Name}", new { mode = "dry_run", note = "a trial", actor = "ann" });

        Assert.True(body.GetProperty("isPolicyKnown").GetBoolean());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(ModerationApplication app, string path, object body) =>
        app.SendAsync(HttpMethod.Put, $"/v1/enforcement/controls/{path}", JsonContent.Create(body));

    private static async Task<IReadOnlyList<JsonElement>> HistoryAsync(ModerationApplication app, int count) => [.. (await EventuallyAsync(
        () => app.GetJsonAsync("/v1/enforcement/controls"),
        json => json.TryGetProperty("items", out var items) && items.GetArrayLength() >= count)).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
