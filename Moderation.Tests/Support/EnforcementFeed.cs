using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Writes what enforcement tells: what is in force, what became of orders, and, several times a second, that it lives.</summary>
internal sealed class EnforcementFeed : IAsyncDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly CancellationTokenSource _end = new();
    private readonly MockKafka _kafka;
    private readonly Task _beating;

    public EnforcementFeed(MockKafka kafka)
    {
        _kafka = kafka;
        _beating = BeatAsync();
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Puts a freeze of the receiver's gifts in force, as enforcement does: the order first, then what is in force.</summary>
    public async Task FreezeAsync(string live, string order, double seconds = 600)
    {
        await TellAsync(GiftParts.Dispatch(order, DispatchState.Released, from: Now, seconds: seconds, live: live));
        await RestrictAsync(live, GiftParts.Restriction(ActionKind.FreezeGifts, id: order) with { From = Now, Until = Now.AddSeconds(seconds) });
    }

    /// <summary>Ends an order, so that nothing is in force in its live.</summary>
    public async Task EndAsync(string live, string order, DispatchReason reason)
    {
        await TellAsync(GiftParts.Dispatch(order, DispatchState.Ended, reason, 2, Now.AddSeconds(-1), live: live));
        await RestrictAsync(live);
    }

    public Task RestrictAsync(string live, params IReadOnlyList<Restriction> restrictions) => _kafka.SendAsync(
        TopicNames.Restrictions, live, GiftParts.InForce(restrictions) with { LiveId = LiveId.Parse(live), At = Now }, WireJson.Default.RestrictionRecord);

    public Task TellAsync(DispatchRecord dispatch) =>
        _kafka.SendAsync(TopicNames.Dispatches, dispatch.Order.ActionId.Value, dispatch, WireJson.Default.DispatchRecord);

    /// <summary>Waits for settlements and gives all that are on the topic.</summary>
    public List<GiftSettlementRecord> Settlements(int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        return [.. _kafka.Read(TopicNames.GiftSettlements, count, deadline.Token).Select(value => JsonSerializer.Deserialize(value!, WireJson.Default.GiftSettlementRecord)!)];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            _kafka.Queue(TopicNames.EnforcementState, EnforcementStateRecord.Key, JsonSerializer.SerializeToUtf8Bytes(
                new EnforcementStateRecord { V = 1, At = Now, Held = 0, Unanswered = 0, Overdue = 0, InForce = 0, Breakers = [], Controls = [] }, WireJson.Default.EnforcementStateRecord));
            await Task.Delay(Pulse, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
