using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

[Collection(PostgresTests.Name)]
public sealed class EnforcementStateTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task How_enforcement_stands_is_told_as_it_was_last_said()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);
        Assert.Equal(JsonValueKind.Null, (await app.GetJsonAsync("/v1/enforcement")).GetProperty("held").ValueKind);
        var (old, now) = (Control(ControlMode.Off, TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow().AddSeconds(1));
        await _kafka.SendAsync(old);
        await _kafka.SendAsync(State(now, old));

        var told = await EventuallyAsync(
            async () =>
            {
                await _kafka.SendAsync(State(now = now.AddMilliseconds(1), old));
                return await app.GetJsonAsync("/v1/enforcement");
            },
            json => !json.GetProperty("isSilent").GetBoolean() && json.GetProperty("controls").GetArrayLength() == 1);

        Assert.Equal((3, 2, 1, 17), (Number(told, "held"), Number(told, "unanswered"), Number(told, "overdue"), Number(told, "inForce")));
        Assert.InRange(told.GetProperty("ageSeconds").GetDouble(), 0, 5);
        Assert.Equal("cut_live", told.GetProperty("breakers")[0].GetProperty("kind").GetString());
        Assert.Equal(("everything", "off", true), (Text(told.GetProperty("controls")[0], "scope"), Text(told.GetProperty("controls")[0], "mode"), told.GetProperty("controls")[0].GetProperty("isObeyed").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("trouble").ValueKind);
        foreach (var link in told.GetProperty("links").EnumerateObject())
            Assert.NotEqual("urn:moderation:problem:no-such-endpoint", Text(await app.GetJsonAsync(link.Value.GetString()!), "type"));
    }

    [PostgresFact]
    public async Task A_state_of_minutes_ago_is_silence_and_its_figures_are_told_as_the_last()
    {
        await _kafka.SendAsync(State(TimeProvider.System.GetUtcNow().AddMinutes(-3)));
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);

        var told = await EventuallyAsync(() => app.GetJsonAsync("/v1/enforcement"), json => json.GetProperty("held").ValueKind == JsonValueKind.Number);

        Assert.True(told.GetProperty("isSilent").GetBoolean());
        Assert.InRange(told.GetProperty("ageSeconds").GetDouble(), 180, 300);
        Assert.Equal(17, Number(told, "inForce"));
    }

    [PostgresFact]
    public async Task It_is_answered_while_the_database_is_away_and_says_when_this_service_itself_hears_nothing()
    {
        await using var proxy = DatabaseProxy.Of(_database, out var throughProxy);
        await using var app = new ModerationApplication(throughProxy, _kafka.BootstrapServers);
        _ = app.Services;
        proxy.Cut();
        await _kafka.SendAsync(State(TimeProvider.System.GetUtcNow()));

        await EventuallyAsync(() => app.GetJsonAsync("/v1/enforcement"), json => json.GetProperty("held").ValueKind == JsonValueKind.Number);

        await using var deaf = new ModerationApplication(_database, "127.0.0.1:1");
        await EventuallyAsync(() => deaf.GetJsonAsync("/v1/enforcement"), json => json.GetProperty("trouble").ValueKind == JsonValueKind.String);
    }

    [PostgresFact]
    public async Task A_record_that_cannot_be_used_does_not_hide_those_after_it()
    {
        await _kafka.SendAsync(TopicNames.EnforcementState, EnforcementStateRecord.Key, "{ nonsense"u8.ToArray());
        await _kafka.SendAsync(TopicNames.EnforcementState, EnforcementStateRecord.Key, null);
        await _kafka.SendAsync(State(TimeProvider.System.GetUtcNow()));
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);

        await EventuallyAsync(() => app.GetJsonAsync("/v1/enforcement"), json => json.GetProperty("held").ValueKind == JsonValueKind.Number);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
