using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Tests.Support;

/// <summary>A released order as it lies on its topic.</summary>
internal sealed record SeenAction(ActionRecord Order, int Attempt, string Json, string? TraceParent);

/// <summary>Follows what enforcement writes, from the moment it is made, and tells it things.</summary>
internal sealed class EnforcementWatch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly KafkaFixture _kafka;
    private readonly TopicWatcher _watcher;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;
    private readonly List<SeenAction> _actions = [];
    private readonly List<ActionReceiptRecord> _receipts = [];
    private readonly List<DeadLetterRecord> _letters = [];
    private readonly Dictionary<ActionId, DispatchRecord> _dispatches = [];
    private readonly Dictionary<LiveId, RestrictionRecord> _restrictions = [];
    private readonly List<ActionRecord> _orders = [];
    private EnforcementStateRecord? _state;

    public EnforcementWatch(KafkaFixture kafka)
    {
        _kafka = kafka;
        kafka.Touch([.. TopicNames.All]);
        string[] topics = [TopicNames.Orders, TopicNames.Actions, TopicNames.ActionReceipts, TopicNames.Dispatches, TopicNames.Restrictions, TopicNames.EnforcementState, TopicNames.DeadLetters];
        _watcher = new TopicWatcher(kafka.Bootstrap, topics, Take, _ => { });
        _following = _watcher.FollowAsync(_stopping.Token);
    }

    public IReadOnlyList<SeenAction> Actions => Locked(() => _actions.ToList());

    public IReadOnlyList<ActionReceiptRecord> Receipts => Locked(() => _receipts.ToList());

    public IReadOnlyList<DeadLetterRecord> DeadLetters => Locked(() => _letters.ToList());

    /// <summary>The log of orders, reversals that enforcement wrote included.</summary>
    public IReadOnlyList<ActionRecord> Orders => Locked(() => _orders.ToList());

    public EnforcementStateRecord? State => Locked(() => _state);

    /// <summary>The newest word on each order.</summary>
    public IReadOnlyDictionary<ActionId, DispatchRecord> Dispatches => Locked(() => _dispatches.ToDictionary());

    public static ActionRecord Order(KafkaFixture kafka, int number, ActionKind kind = ActionKind.ThrottleGifts, DateTimeOffset? at = null, TimeSpan? lasts = null)
    {
        var now = at ?? TimeProvider.System.GetUtcNow();
        return Records.Action(number, kind, $"{kafka.Unique}-{number % 5}") with { OrderedAt = now, ExpiresAt = now + (lasts ?? TimeSpan.FromMinutes(10)) };
    }

    public DispatchState? StateOf(ActionRecord order) => Locked(() => _dispatches.TryGetValue(order.ActionId, out var record) ? record.State : (DispatchState?)null);

    /// <summary>What is in force by the topic of restrictions.</summary>
    public IReadOnlyList<ActionId> InForce(DateTimeOffset now) => Locked(() => _restrictions.Values.SelectMany(record => record.Restrictions)
        .Where(restriction => restriction.Until > now).Select(restriction => restriction.ActionId).OrderBy(id => id.Value, StringComparer.Ordinal).ToList());

    public int RestrictionCount => Locked(() => _restrictions.Values.Sum(record => record.Restrictions.Count));

    public Task TellAsync(ActionRecord order, Headers? headers = null) => SendAsync(TopicNames.Orders, order.LiveId.Value, order, WireJson.Default.ActionRecord, headers);

    public Task TellAsync(ActionReceiptRecord receipt) => SendAsync(TopicNames.ActionReceipts, receipt.LiveId.Value, receipt, WireJson.Default.ActionReceiptRecord);

    public Task TellAsync(VerdictRecord verdict) => SendAsync(TopicNames.Verdicts, verdict.LiveId.Value, verdict, WireJson.Default.VerdictRecord);

    public Task TellAsync(ControlRecord control) => SendAsync(TopicNames.Controls, control.ToKey(), control, WireJson.Default.ControlRecord);

    public Task TellAsync(DispatchRecord dispatch) => SendAsync(TopicNames.Dispatches, dispatch.Order.ActionId.Value, dispatch, WireJson.Default.DispatchRecord);

    public Task TellAsync(RestrictionRecord restrictions) => SendAsync(TopicNames.Restrictions, restrictions.LiveId.Value, restrictions, WireJson.Default.RestrictionRecord);

    public Task UntilAsync(ActionRecord order, DispatchState state) => KafkaFixture.Until(() => StateOf(order) == state, $"{order.ActionId} is {state}, it is {StateOf(order)}");

    public void Dispose()
    {
        _stopping.Cancel();
        ((IAsyncResult)_following).AsyncWaitHandle.WaitOne();
        _watcher.Dispose();
        _stopping.Dispose();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    private Task SendAsync<T>(string topic, string key, T record, JsonTypeInfo<T> type, Headers? headers = null) =>
        _kafka.SendAsync(topic, Encoding.UTF8.GetBytes(key), JsonSerializer.SerializeToUtf8Bytes(record, type), headers);

    private void Take(ConsumeResult<string?, byte[]> source)
    {
        lock (_lock)
        {
            switch (source.Topic)
            {
                case TopicNames.Orders when Try(source, WireJson.Default.ActionRecord) is { } order:
                    _orders.Add(order);
                    break;
                case TopicNames.Actions when Try(source, WireJson.Default.ActionRecord) is { } action:
                    _actions.Add(new SeenAction(
                        action, int.Parse(Header(source, KafkaEdge.AttemptHeader)!, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(source.Message.Value), Header(source, FrameHeaders.TraceParent)));
                    break;
                case TopicNames.ActionReceipts when Try(source, WireJson.Default.ActionReceiptRecord) is { } receipt:
                    _receipts.Add(receipt);
                    break;
                case TopicNames.Dispatches when Try(source, WireJson.Default.DispatchRecord) is { } dispatch:
                    if (!_dispatches.TryGetValue(dispatch.Order.ActionId, out var known) || known.Revision <= dispatch.Revision)
                        _dispatches[dispatch.Order.ActionId] = dispatch;
                    break;
                case TopicNames.Restrictions when Try(source, WireJson.Default.RestrictionRecord) is { } restrictions:
                    _restrictions[restrictions.LiveId] = restrictions;
                    break;
                case TopicNames.EnforcementState when Try(source, WireJson.Default.EnforcementStateRecord) is { } state:
                    _state = state;
                    break;
                case TopicNames.DeadLetters when Try(source, WireJson.Default.DeadLetterRecord) is { } letter:
                    _letters.Add(letter);
                    break;
            }
        }
    }

    private static T? Try<T>(ConsumeResult<string?, byte[]> source, JsonTypeInfo<T> type)
        where T : class, IWireRecord => RecordReader.Read(source.Message.Value ?? [], type).Record;

    private static string? Header(ConsumeResult<string?, byte[]> source, string name) =>
        source.Message.Headers is { } headers && headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
