using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Supervision;

namespace Moderation.Tests.Streams;

/// <summary>A real nginx that asks a real Api, over a door that only passes the question on, whether somebody may publish.</summary>
[Collection(PostgresTests.Name)]
public sealed class PublishHookTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MockKafka _kafka = new();
    private EnforcementFeed _enforcement = null!;
    private ModerationApplication _app = null!;
    private TestReceiver _door = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _enforcement = new EnforcementFeed(_kafka);
        _database = await server.CreateDatabaseAsync();
        _app = new ModerationApplication(_database, _kafka.BootstrapServers);
        await _app.GiftsKnownAsync();
        _door = await TestReceiver.StartAsync(PassOnAsync);
    }

    public async Task DisposeAsync()
    {
        await _door.DisposeAsync();
        await _app.DisposeAsync();
        await _enforcement.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }

    public void Dispose() => _kafka.Dispose();

    [RtmpFact]
    public async Task Who_is_cut_is_kept_out_and_let_in_again_when_the_order_is_taken_back()
    {
        await using var nginx = await RtmpServer.StartAsync(_door.Url);
        await _enforcement.RestrictAsync("child", GiftParts.Restriction(ActionKind.CutLive) with { Until = EnforcementFeed.Now.AddSeconds(600) });
        await RefusedAsync(nginx);

        await _enforcement.RestrictAsync("child");

        await AdmittedAsync(nginx);
    }

    [RtmpFact]
    public async Task A_name_that_nobody_could_moderate_is_refused()
    {
        await using var nginx = await RtmpServer.StartAsync(_door.Url);
        await using var hostile = TestPublisher.Start(nginx.Nginx.PlayUrl, "a&name=good $(id)");

        Assert.NotEqual(0, await hostile.Exited.WaitAsync(Patience));
        await nginx.PublishingAsync();
    }

    /// <summary>What is in force reaches the Api's memory a moment after it was told, so the first publishers may still get in.</summary>
    private static Task RefusedAsync(RtmpServer nginx) => Deadline.UntilAsync(
        async () =>
        {
            await using var publisher = TestPublisher.Start(nginx.Nginx.PlayUrl, "child");
            return await Task.WhenAny(publisher.Exited, Task.Delay(TimeSpan.FromSeconds(3))) == publisher.Exited && await publisher.Exited != 0;
        },
        isRefused => isRefused,
        Patience,
        "the cut live's publisher to be refused");

    private static Task AdmittedAsync(RtmpServer nginx) => Deadline.UntilAsync(
        async () =>
        {
            await using var publisher = TestPublisher.Start(nginx.Nginx.PlayUrl, "child");
            return await Task.WhenAny(publisher.Exited, Task.Delay(TimeSpan.FromSeconds(3))) != publisher.Exited;
        },
        isIn => isIn,
        Patience,
        "the live's publisher to be let in again");

    private async Task PassOnAsync(HttpContext context, ReceivedRequest request, int before)
    {
        using var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.Headers["Content-Type"]);
        var (status, _) = await _app.SendAsync(HttpMethod.Post, "/v1/streams:authorize", content);
        context.Response.StatusCode = (int)status;
    }
}
