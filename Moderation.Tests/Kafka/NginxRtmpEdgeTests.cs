using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

/// <summary>Orders to cut a live, brought to a server that answers as nginx-rtmp's control module does.</summary>
public sealed class NginxRtmpEdgeTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly EnforcementWatch _watch;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public NginxRtmpEdgeTests() => _watch = new EnforcementWatch(_kafka);

    public void Dispose()
    {
        _watch.Dispose();
        _kafka.Dispose();
    }

    [Theory]
    [InlineData("1", "1 connections dropped")]
    [InlineData("0", "nobody was publishing")]
    public async Task Cutting_a_live_drops_its_publisher_and_taking_it_back_is_answered_at_once(string count, string detail)
    {
        await using var nginx = await TestReceiver.StartAsync((context, _, _) => context.Response.WriteAsync(count));
        await using var worker = await StartAsync(nginx);
        var (cut, other) = (Order(1, ActionKind.CutLive), Order(2, ActionKind.ThrottleGifts));
        await _watch.TellAsync(other);
        await _watch.TellAsync(cut);

        await _watch.UntilAsync(cut, DispatchState.Applied);
        var reversal = cut.Reversal(_time.GetUtcNow(), new Reason("overturned", ""));
        await _watch.TellAsync(reversal);
        await _watch.UntilAsync(reversal, DispatchState.Applied);

        var request = Assert.Single(nginx.Requests);
        Assert.Equal(("/control/drop/publisher", $"?app=live&name={cut.LiveId}"), (request.Path, request.Query));
        await KafkaFixture.Until(() => _watch.Receipts.Count == 2, "both receipts lie with the others");
        Assert.Equal([(ReceiptStatus.Applied, detail), (ReceiptStatus.Lifted, "may be published again")], _watch.Receipts.Select(receipt => (receipt.Status, receipt.Detail)));
        Assert.Equal(DispatchState.Released, _watch.StateOf(other));
    }

    [Fact]
    public async Task A_control_module_that_does_not_answer_is_asked_again()
    {
        await using var nginx = await TestReceiver.StartAsync((context, _, before) =>
        {
            context.Response.StatusCode = before == 0 ? 500 : 200;
            return context.Response.WriteAsync("1");
        });
        await using var worker = await StartAsync(nginx);
        await _watch.TellAsync(Order(1, ActionKind.PauseLive));
        await KafkaFixture.Until(() => nginx.Requests.Count == 1, "it is asked");

        _time.Advance(TimeSpan.FromSeconds(5));

        await _watch.UntilAsync(Order(1, ActionKind.PauseLive), DispatchState.Applied);
        Assert.Equal(2, nginx.Requests.Count);
    }

    private Task<TestWorker> StartAsync(TestReceiver nginx) => TestEnforcer.StartAsync(_kafka, _time, $"--Enforcement:NginxRtmp:ControlUrl={nginx.Url}control");

    private ActionRecord Order(int number, ActionKind kind) => EnforcementWatch.Order(_kafka, number, kind, at: _time.GetUtcNow());
}
