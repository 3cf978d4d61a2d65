using Moderation.Cli.Live.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Tests.Streams;

public sealed class PublishHookTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [RtmpFact]
    public async Task Who_is_cut_is_dropped_and_kept_out_and_let_in_again_when_the_order_is_taken_back()
    {
        var gate = new PublishGate(TimeProvider.System);
        await using var hook = await PublishHook.StartAsync(gate, None);
        await using var server = await RtmpServer.StartAsync(hook.Url);
        using var http = new HttpClient();
        var carrier = new CutCarrier(gate, new NginxRtmpControl(http, server.Nginx.ControlUrl, "live"), TimeProvider.System);
        var cut = Records.Action(1, ActionKind.CutLive, "child") with { ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1) };
        await using var first = TestPublisher.Start(server.Nginx.PlayUrl, "child");
        await server.PublishingAsync("child");

        var carried = await carrier.CarryOutAsync(cut, None);

        Assert.Equal(new DropOutcome.Dropped(1), carried.Outcome);
        Assert.NotEqual(0, await first.Exited.WaitAsync(Patience));
        await using var second = TestPublisher.Start(server.Nginx.PlayUrl, "child");
        Assert.NotEqual(0, await second.Exited.WaitAsync(Patience));
        carrier.TakeBack(Records.Action(2, ActionKind.CutLive, "child") with { Reverses = cut.ActionId });
        await using var third = TestPublisher.Start(server.Nginx.PlayUrl, "child");
        await server.PublishingAsync("child");
    }

    [RtmpFact]
    public async Task A_name_that_nobody_could_moderate_is_refused()
    {
        await using var hook = await PublishHook.StartAsync(new PublishGate(TimeProvider.System), None);
        await using var server = await RtmpServer.StartAsync(hook.Url);
        await using var hostile = TestPublisher.Start(server.Nginx.PlayUrl, "a&name=good $(id)");

        Assert.NotEqual(0, await hostile.Exited.WaitAsync(Patience));
        await server.PublishingAsync();
    }
}
