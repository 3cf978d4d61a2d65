using System.Net;
using System.Text.Json;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Moderation.Tests.Browser;

/// <summary>What a real Worker does, on the page of operations.</summary>
[Collection(BrowserTests.Name)]
public sealed class WorkerPageTests(PostgresServer server, ConsoleBrowser browser) : IDisposable
{
    private const int Frames = 30;
    private const int Lines = 5;

    private readonly KafkaFixture _kafka = new();

    public void Dispose() => _kafka.Dispose();

    [BrowserFact]
    public async Task Rates_of_a_worker_are_seen_and_once_it_is_gone_it_is_unknown_and_not_idle()
    {
        _kafka.Touch([.. TopicNames.All]);
        await using var worker = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(30), "--Sampling:MaxAge=01:00:00");
        await using var app = new ModerationApplication(
            await server.CreateDatabaseAsync(), _kafka.Bootstrap, AccessClient.Closed, ("Operations:Workers:0", worker.App.Urls.First()), ("Operations:WorkerLookInterval", "00:00:01"));
        var address = app.Listen();
        await SendAsync();
        await using var admin = await browser.OpenAsync(address);
        await admin.SignInAsync(app, "root", Role.Admin);
        var seen = await AskUntilAsync(app, address, "first", one => Total(one, "frames", "read") == Frames * 2 && Total(one, "frames", "scored") == Total(one, "frames", "sampled") && Total(one, "messages", "scored") == Lines && one.GetProperty("frames").GetProperty("overSeconds").ValueKind == JsonValueKind.Number);
        // One frame a second is sampled; where the first one lies in its second is not the test's business.
        var sampled = Total(seen, "frames", "sampled");
        Assert.InRange(sampled, Frames, Frames + 1);
        Assert.Equal(Frames * 2 - sampled, seen.GetProperty("frames").GetProperty("shed").GetProperty("rate").GetProperty("total").GetInt32());

        await admin.GoAsync("/console/operations");
        var frames = admin.Page.Locator("#workers tr", new() { HasText = "Frames" });
        await Expect(frames).ToContainTextAsync($"({Frames * 2})");
        await Expect(frames.Locator(".tag")).ToContainTextAsync($"({Frames * 2 - sampled})");
        await admin.ShootAsync("workers");
        Assert.Empty(await admin.FaultsAsync());

        await worker.StopAsync();
        await worker.DisposeAsync();
        // Nobody reloads: the page reads itself again.
        await Expect(admin.Page.Locator("#workers")).ToContainTextAsync("unknown since");
        await Expect(admin.Page.Locator("#workers table")).ToHaveCountAsync(0);
        await using var reader = await browser.OpenAsync(address, widthPx: 390, language: "fr-FR", dark: true);
        await reader.SignInAsync(app, "ana", Role.Admin);
        await reader.GoAsync("/console/operations");
        await Expect(reader.Page.Locator("#workers")).ToContainTextAsync("inconnu depuis le");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("workers-fr");
        Assert.Equal(JsonValueKind.Null, (await AskUntilAsync(app, address, "second", one => one.GetProperty("trouble").ValueKind == JsonValueKind.String)).GetProperty("frames").ValueKind);
    }

    [BrowserFact]
    public async Task A_service_that_is_told_of_no_worker_says_which_setting_lists_them()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), _kafka.Bootstrap, AccessClient.Closed);
        var address = app.Listen();
        await using var admin = await browser.OpenAsync(address);
        await admin.SignInAsync(app, "root", Role.Admin);
        await admin.GoAsync("/console/operations");
        await Expect(admin.Page.Locator("#workers")).ToContainTextAsync("Operations:Workers");
    }

    /// <summary>Two frames for each second of a live, of which one is sampled, and a few lines of chat.</summary>
    private async Task SendAsync()
    {
        var (live, start) = (LiveId.Parse($"{_kafka.Unique}-live"), TimeProvider.System.GetUtcNow().AddSeconds(-Frames));
        await TestWorker.SendEventAsync(_kafka, LiveSignals.Joined(live, start.AddSeconds(-1)));
        for (var n = 0; n < Frames * 2; n++)
            await TestWorker.SendFrameAsync(_kafka, live.Value, $"f-{n}", start.AddSeconds(n / 2.0), [1]);
        for (var n = 0; n < Lines; n++)
            await TestWorker.SendLineAsync(_kafka, ChatParts.Line(n, live: live.Value) with { At = start });
    }

    private static async Task<JsonElement> AskUntilAsync(ModerationApplication app, Uri address, string key, Func<JsonElement, bool> isWanted)
    {
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", await app.KeyAsync(key, Role.Admin)) } };
        var (status, answer) = await ModerationApplication.EventuallyAsync(
            () => client.AskAsync(HttpMethod.Get, "/v1/operations/workers"), answer => isWanted(answer.Body.GetProperty("workers")[0]));
        Assert.Equal(HttpStatusCode.OK, status);
        return answer.GetProperty("workers")[0];
    }

    private static int Total(JsonElement worker, string flow, string figure) =>
        worker.GetProperty(flow) is { ValueKind: JsonValueKind.Object } told ? told.GetProperty(figure).GetProperty("total").GetInt32() : -1;
}
