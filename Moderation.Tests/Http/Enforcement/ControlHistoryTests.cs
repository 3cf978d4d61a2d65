using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moderation.Api.Enforcement.Controls;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

/// <summary>The switches that were ever set, and what becomes of them when a broker forgets them.</summary>
[Collection(PostgresTests.Name)]
public sealed class ControlHistoryTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task The_history_holds_each_switch_once_and_says_which_hold_page_by_page()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        for (var i = 0; i < 5; i++)
        {
            var control = Control(i % 2 == 0 ? ControlMode.Off : ControlMode.Enforce, Records.Noon.AddSeconds(i));
            await _kafka.SendAsync(control);
            await _kafka.SendAsync(control);
            await _kafka.SendAsync(Control(ControlMode.Off, Records.Noon.AddSeconds(i), ControlScope.Kind, WireWord.All<ActionKind>()[i]));
        }

        var all = await HistoryAsync(app, 10);
        Assert.Equal(10, await app.CountAsync("enforcement_control"));
        Assert.Equal(all.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).OrderDescending(), all.Select(entry => entry.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(Records.Noon.AddSeconds(4), Assert.Single(all, entry => Text(entry, "scope") == "everything" && entry.GetProperty("isCurrent").GetBoolean()).GetProperty("at").GetDateTimeOffset());

        var (paged, cursor) = (new List<string>(), "");
        do
        {
            var page = await app.GetJsonAsync($"/v1/enforcement/controls?limit=3{cursor}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(entry => entry.GetRawText()));
            cursor = Text(page, "nextCursor") is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(all.Select(entry => entry.GetRawText()), paged);

        Assert.Equal(6, (await app.GetJsonAsync("/v1/enforcement/controls?current=true")).GetProperty("items").GetArrayLength());
        Assert.Equal(4, (await app.GetJsonAsync("/v1/enforcement/controls?current=false&scope=everything")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await app.GetJsonAsync("/v1/enforcement/controls?scope=policy")).GetProperty("items").GetArrayLength());
    }

    [PostgresFact]
    public async Task A_broker_that_never_heard_of_them_is_told_the_switches_that_hold_as_they_were_set()
    {
        await using (var app = new ModerationApplication(_database, _kafka.BootstrapServers))
        {
            await PutAsync(app, "everything", new { mode = "dry_run", note = "x", actor = "ann" });
            await PutAsync(app, "everything", new { mode = "enforce", note = "x", actor = "ann" });
            await PutAsync(app, "kinds/cut_live", new { mode = "off", lift = true, until = TimeProvider.System.GetUtcNow().AddHours(1), note = "x", actor = "ann" });
            await HistoryAsync(app, 3);
        }

        var set = _kafka.Read(TopicNames.Controls, 3, WireJson.Default.ControlRecord).Single(control => control.Scope == ControlScope.Kind);
        using var other = new MockKafka();
        await using var elsewhere = new ModerationApplication(_database, other.BootstrapServers);
        await RecoveredAsync(elsewhere);

        Assert.Equal(1, other.CountIn(TopicNames.Controls));
        // Told like for like it is no new entry of the history, and what goes back to enforce by itself needs no telling.
        Assert.Equal(set, Assert.Single(other.Read(TopicNames.Controls, 1, WireJson.Default.ControlRecord)));
        await EventuallyAsync(() => elsewhere.CountAsync($"projection_offset where cluster_id = '{other.BootstrapServers}' and topic = 'moderation.controls' and next_offset = 1"), count => count == 1);
        Assert.Equal(3, await elsewhere.CountAsync("enforcement_control"));
    }

    [PostgresFact]
    public async Task A_switch_that_the_topic_knows_is_not_told_again_although_the_history_lacks_the_newest()
    {
        await using (var app = new ModerationApplication(_database, _kafka.BootstrapServers))
        {
            await PutAsync(app, "everything", new { mode = "off", note = "x", actor = "ann" });
            await HistoryAsync(app, 1);
        }

        await _kafka.SendAsync(Control(ControlMode.Enforce, TimeProvider.System.GetUtcNow().AddSeconds(1)));
        await using var again = new ModerationApplication(_database, _kafka.BootstrapServers);
        await RecoveredAsync(again);

        Assert.Equal(2, _kafka.CountIn(TopicNames.Controls));
    }

    private static Task RecoveredAsync(ModerationApplication app) => app.Services.GetServices<IHostedService>().OfType<ControlRecovery>().Single().ExecuteTask!;

    private static Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(ModerationApplication app, string path, object body) =>
        app.SendAsync(HttpMethod.Put, $"/v1/enforcement/controls/{path}", JsonContent.Create(body));

    private static async Task<IReadOnlyList<JsonElement>> HistoryAsync(ModerationApplication app, int count) => [.. (await EventuallyAsync(
        () => app.GetJsonAsync("/v1/enforcement/controls"),
        json => json.TryGetProperty("items", out var items) && items.GetArrayLength() >= count)).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
