using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>Sends orders at a steady rate and times them until a consumer of released orders has them: past the enforcer, or straight to where it would release them.</summary>
/// <remarks>A platform's part is played, too: what came past the enforcer is answered with a receipt, which it has to fold.</remarks>
internal sealed class OrderRounds : IDisposable
{
    /// <summary>So many that a live has one or two orders in force at a time: what is in force in a live is written whole with every change.</summary>
    private const int LiveCount = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentDictionary<ActionId, long> _waiting = [];
    private readonly ConcurrentQueue<double> _milliseconds = [];
    private readonly TimeProvider _time;
    private readonly TopicWatcher _watcher;
    private readonly IProducer<string, byte[]> _producer;
    private readonly string _run;
    private long _sent;
    private volatile bool _answers;
    private string? _fault;

    public OrderRounds(string bootstrapServers, TimeProvider time)
    {
        _time = time;
        _run = time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        _watcher = new TopicWatcher(bootstrapServers, [TopicNames.Actions, TopicNames.DeadLetters], Take, Fail);
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = 0, Acks = Acks.All, Partitioner = Confluent.Kafka.Partitioner.Murmur2Random };
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Follows the released orders until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _watcher.FollowAsync(stop);

    /// <summary>Sends for a while and waits for the last order to arrive.</summary>
    /// <param name="enforced">Through the log of orders; else straight onto the topic of released ones.</param>
    /// <param name="rate">Orders a second.</param>
    /// <param name="length">How long to send.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>From the call that sends an order until the consumer has it, in milliseconds.</returns>
    /// <exception cref="ToolException">An order did not arrive, or became a dead letter.</exception>
    public async Task<IReadOnlyList<double>> RunAsync(bool enforced, int rate, TimeSpan length, CancellationToken stop)
    {
        _milliseconds.Clear();
        _answers = enforced;
        var clock = Stopwatch.StartNew();
        for (var sent = 0L; clock.Elapsed < length;)
        {
            for (; sent < clock.Elapsed.TotalSeconds * rate; sent++)
                Send(enforced ? TopicNames.Orders : TopicNames.Actions);
            await Task.Delay(Poll, stop);
        }

        clock.Restart();
        while (!_waiting.IsEmpty)
        {
            if (Volatile.Read(ref _fault) is { } fault)
                throw new ToolException(fault);
            if (clock.Elapsed > Patience)
                throw new ToolException($"{_waiting.Count} orders were not released within {Patience.TotalSeconds:0} s");
            await Task.Delay(Poll, stop);
        }

        return [.. _milliseconds];
    }

    public void Dispose()
    {
        _producer.Dispose();
        _watcher.Dispose();
    }

    private void Send(string topic)
    {
        var order = Order(_sent++);
        var value = JsonSerializer.SerializeToUtf8Bytes(order, WireJson.Default.ActionRecord);
        _waiting[order.ActionId] = Stopwatch.GetTimestamp();
        Produce(topic, order.LiveId, value);
    }

    private void Take(ConsumeResult<string?, byte[]> source)
    {
        var at = Stopwatch.GetTimestamp();
        if (source.Topic == TopicNames.DeadLetters)
        {
            Fail("an order became a dead letter");
            return;
        }

        var order = JsonSerializer.Deserialize(source.Message.Value, WireJson.Default.ActionRecord)!;
        if (!_waiting.TryRemove(order.ActionId, out var sentAt))
            return;
        _milliseconds.Enqueue(Stopwatch.GetElapsedTime(sentAt, at).TotalMilliseconds);
        if (!_answers)
            return;
        var receipt = new ActionReceiptRecord { V = WireVersion.Current, LiveId = order.LiveId, ActionId = order.ActionId, Status = ReceiptStatus.Applied, At = _time.GetUtcNow() };
        Produce(TopicNames.ActionReceipts, order.LiveId, JsonSerializer.SerializeToUtf8Bytes(receipt, WireJson.Default.ActionReceiptRecord));
    }

    private void Produce(string topic, LiveId live, byte[] value) => _producer.Produce(topic, new Message<string, byte[]> { Key = live.Value, Value = value }, report =>
    {
        if (report.Error.IsError)
            Fail(report.Error.Reason);
    });

    private void Fail(string what) => Interlocked.CompareExchange(ref _fault, what, null);

    private ActionRecord Order(long number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var (live, now) = ($"bench-{_run}-{number % LiveCount}", _time.GetUtcNow());
        return new ActionRecord
        {
            V = WireVersion.Current,
            ActionId = DerivedId.From<ActionId>("act", live, text),
            DecisionId = DerivedId.From<DecisionId>("dec", live, text),
            LiveId = LiveId.Parse(live),
            Subject = SubjectRef.OfParticipant(ParticipantId.Parse("bench-host"), ParticipantRole.Host, UserId.Parse("bench-user")),
            Kind = ActionKind.ThrottleGifts,
            OrderedAt = now,
            // Short, as those of the shipped sheets that are renewed: what has expired leaves the memory of open orders.
            ExpiresAt = now.AddSeconds(30),
            MaxCoinsPerMinute = 100,
            Policy = new PolicyRef("minors.host", "0123456789abcdef"),
            Rung = "throttle_gifts",
            Ground = "LIVE is for people aged 18 or over.",
            Reasons = [new Reason("belief", "The belief that the host is under 18 was 0.912, over the threshold of 0.9.")],
            Evidence = new AgeEvidenceSummary
            {
                Belief = 0.912, ClearFaceSeconds = 42.5, ClearFaces = 40, PoorFaces = 3, MeanReadYears = 14.2, EffectiveFaces = 6.4,
                Frames = [.. Enumerable.Range(0, 5).Select(i => new RecordRef(TopicNames.Frames, 3, number + i))],
                Models = [new ModelRef("faceres-deep", "0123456789abcdef")],
            },
            ReportId = DerivedId.From<ReportId>("rep", live, text),
            DecidedBy = new RecordRef(TopicNames.Signals, 3, number),
        };
    }
}
