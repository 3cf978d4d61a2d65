using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Platform;

/// <summary>What the platform has done so far.</summary>
/// <param name="Orders">Different orders that were released to it, reversals included.</param>
/// <param name="Deliveries">How often an order came; more than there are orders where some came again.</param>
/// <param name="Answered">Different orders that it has answered.</param>
/// <param name="Refused">Orders that it refused.</param>
/// <param name="Reversed">Effects that were taken back.</param>
/// <param name="InForce">Effects that hold now.</param>
/// <param name="RequestToEffect">From the release of an order until it was carried out.</param>
internal sealed record PlatformView(int Orders, long Deliveries, int Answered, int Refused, int Reversed, int InForce, LatencySummary RequestToEffect)
{
    public static PlatformView Nothing { get; } = new(0, 0, 0, 0, 0, 0, LatencySummary.Of([]));
}

/// <summary>A small platform: reads released orders, carries them out in its own books after a while, and answers with receipts.</summary>
internal sealed class SimulatedPlatform : IAsyncDisposable
{
    private const string AttemptHeader = "attempt";
    private readonly Lock _lock = new();
    private readonly PlatformLedger _ledger = new();
    private readonly RecentTimes _requestToEffect = new();
    private readonly Dictionary<ActionId, ReceiptStatus> _answered = [];
    private readonly Func<ActionRecord, int, PlatformManner> _manner;
    private readonly Action<string> _complain;
    private readonly TimeProvider _time;
    private readonly TopicWatcher _watcher;
    private readonly IProducer<string, byte[]> _producer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;
    private long _deliveries;

    /// <param name="bootstrapServers">The cluster.</param>
    /// <param name="manner">How it takes a delivery: the order, and which attempt it is.</param>
    /// <param name="complain">Learns what went wrong, on any thread.</param>
    /// <param name="time">Its clock.</param>
    public SimulatedPlatform(string bootstrapServers, Func<ActionRecord, int, PlatformManner> manner, Action<string> complain, TimeProvider time)
    {
        (_manner, _complain, _time) = (manner, complain, time);
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrapServers, ClientId = "moderation-platform", LingerMs = 1, Acks = Acks.All, Partitioner = Partitioner.Murmur2Random,
        }).SetLogHandler((_, _) => { }).Build();
        _watcher = new TopicWatcher(bootstrapServers, [TopicNames.Actions], Take, complain);
        _following = _watcher.FollowAsync(_stopping.Token);
    }

    /// <summary>20 to 80 ms, as a platform whose own services are near.</summary>
    public static PlatformManner Quick(ActionRecord order, int attempt) =>
        PlatformManner.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(80), order.ActionId.Value, attempt);

    public PlatformView View()
    {
        lock (_lock)
        {
            return new PlatformView(
                _ledger.OrderCount,
                _deliveries,
                _answered.Count,
                _answered.Values.Count(status => status == ReceiptStatus.Refused),
                _ledger.Effects.Count(effect => effect.EndedBy == EffectEnd.Reversed),
                _ledger.InForce(_time.GetUtcNow()).Count(),
                _requestToEffect.Sum());
        }
    }

    /// <summary>The orders whose effects hold.</summary>
    public IReadOnlyList<ActionId> InForce()
    {
        lock (_lock)
            return [.. _ledger.InForce(_time.GetUtcNow()).Select(effect => effect.Order.ActionId).OrderBy(id => id.Value, StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following;
        _watcher.Dispose();
        _producer.Dispose();
        _stopping.Dispose();
    }

    private void Take(ConsumeResult<string?, byte[]> source)
    {
        var outcome = RecordReader.Read(source.Message.Value ?? [], WireJson.Default.ActionRecord);
        if (outcome.Record is not { } order)
        {
            _complain($"{source.TopicPartitionOffset}: {outcome.Detail}");
            return;
        }

        lock (_lock)
            _deliveries++;
        _ = CarryOutAsync(order, AttemptOf(source), DateTimeOffset.FromUnixTimeMilliseconds(source.Message.Timestamp.UnixTimestampMs));
    }

    /// <summary>Deliveries of one live may be carried out in another order than they came in, as on any platform: the books must stand that.</summary>
    private async Task CarryOutAsync(ActionRecord order, int attempt, DateTimeOffset releasedAt)
    {
        var manner = _manner(order, attempt);
        await Task.Delay(manner.Delay, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stopping.IsCancellationRequested)
            return;
        ActionReceiptRecord receipt;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (!_ledger.Knows(order.ActionId))
                _requestToEffect.Add(now - releasedAt);
            receipt = _ledger.Take(order, now);
        }

        for (var i = 0; i < manner.Answers; i++)
            Answer(receipt);
    }

    private void Answer(ActionReceiptRecord receipt) => _producer.Produce(
        TopicNames.ActionReceipts,
        new Message<string, byte[]> { Key = receipt.LiveId.Value, Value = JsonSerializer.SerializeToUtf8Bytes(receipt, WireJson.Default.ActionReceiptRecord) },
        report =>
        {
            if (report.Error.IsError)
            {
                _complain($"a receipt was not delivered: {report.Error.Reason}");
                return;
            }

            lock (_lock)
                _answered[receipt.ActionId] = receipt.Status;
        });

    private static int AttemptOf(ConsumeResult<string?, byte[]> source) =>
        source.Message.Headers is { } headers && headers.TryGetLastBytes(AttemptHeader, out var bytes)
        && int.TryParse(Encoding.ASCII.GetString(bytes), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? attempt
            : 1;
}
