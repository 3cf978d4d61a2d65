using System.Collections.Concurrent;
using System.Threading.Channels;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Gives orders to an edge that makes its caller wait: several lives at once, the orders of one live one after the other.</summary>
internal sealed class EdgeLanes : IDisposable
{
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan SurePoll = TimeSpan.FromMilliseconds(50);
    private readonly Func<EdgeSending, CancellationToken, Task> _bring;
    private readonly Channel<EdgeSending>[] _lanes;
    private readonly ConcurrentDictionary<(ActionId, Ownership), bool> _inHand = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stop;
    private Task _running = Task.CompletedTask;

    /// <param name="count">How many lives at once.</param>
    /// <param name="bring">Brings one order, and throws nothing.</param>
    public EdgeLanes(int count, Func<EdgeSending, CancellationToken, Task> bring)
    {
        (_bring, _stop) = (bring, _stopping.Token);
        _lanes = [.. Enumerable.Range(0, count).Select(_ => Channel.CreateBounded<EdgeSending>(new BoundedChannelOptions(MostWaiting) { SingleReader = true }))];
    }

    public void Start() => _running = Task.WhenAll(_lanes.Select(lane => Task.Run(() => RunAsync(lane.Reader))));

    /// <summary>Takes an order, if there is room and it is not being brought already. Does not wait.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    public string? TryAdd(EdgeSending sending)
    {
        var key = (sending.Order.ActionId, sending.Owner);
        if (!_inHand.TryAdd(key, true))
            return "in_hand";
        if (_lanes[LaneOf(sending.Order.LiveId)].Writer.TryWrite(sending))
            return null;
        _inHand.TryRemove(key, out _);
        return "full";
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private int LaneOf(LiveId live) => (int)((uint)live.Value.GetHashCode(StringComparison.Ordinal) % (uint)_lanes.Length);

    private async Task RunAsync(ChannelReader<EdgeSending> lane)
    {
        await foreach (var sending in lane.ReadAllAsync(_stop))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop, sending.Owner.Lost);
            while (!sending.Owner.IsSure && !stop.IsCancellationRequested)
                await Task.Delay(SurePoll, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
                await _bring(sending, stop.Token);
            _inHand.TryRemove((sending.Order.ActionId, sending.Owner), out _);
        }
    }
}
