using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Enforcement;
using Moderation.Worker.Enforcement.Edges;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class DispatchJournalTests : IDisposable
{
    private static readonly DateTimeOffset Now = Records.Noon.AddSeconds(1);
    private readonly WorkerParts _parts = new();
    private readonly SlowBroker _broker = new();
    private readonly FoldQueue _queue = new();
    private readonly Dispatcher _dispatcher = new(new DispatchRules());
    private readonly RecordedEdge _edge = new();
    private readonly EdgeDesk _desk;
    private readonly DispatchJournal _journal;

    public DispatchJournalTests()
    {
        var metrics = new EnforcementMetrics(_parts.Meters);
        _desk = new EdgeDesk([_edge], _broker, metrics, NullLogger<EdgeDesk>.Instance);
        _journal = new DispatchJournal(_broker, _queue, _desk, new Ownership(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)), metrics, TimeProvider.System);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _parts.Dispose();
    }

    [Fact]
    public void Nothing_leaves_and_no_order_is_finished_before_what_became_of_it_is_acknowledged()
    {
        var held = Tell(Records.Action(1));
        Assert.Equal([TopicNames.Dispatches], _broker.Topics);
        Assert.Empty(_edge.Sent);
        Assert.Equal(0, held.Partition.DurableUpTo);

        Acknowledge(0);

        Assert.Equal([TopicNames.Dispatches, TopicNames.Restrictions], _broker.Topics);
        Assert.Single(_edge.Sent);
        Assert.Equal(1, held.Partition.DurableUpTo);
    }

    [Fact]
    public void A_reversal_that_is_acknowledged_first_waits_for_its_order_and_other_lives_do_not()
    {
        var order = Records.Action(1);
        Tell(order);
        Tell(order.Reversal(Now, new Reason("overturned", "")));
        Tell(Records.Action(2, live: "live-2"));
        Assert.Equal(4, _broker.Topics.Count);

        Acknowledge(1, 2);
        Assert.Empty(_edge.Sent);
        Acknowledge(3);
        Assert.Equal([Records.Action(2, live: "live-2").ActionId], _edge.Sent.Select(sent => sent.Order.ActionId));
        Acknowledge(0);

        Assert.Equal([order.ActionId, ActionRecord.ReversalOf(order.LiveId, order.ActionId)], _edge.Sent.Skip(1).Select(sent => sent.Order.ActionId));
        Assert.Equal([1, 0], _broker.Restrictions().Where(record => record.LiveId == order.LiveId).Select(record => record.Restrictions.Count));
    }

    [Fact]
    public void A_reversal_that_follows_from_an_order_is_in_the_log_before_the_order_is_finished()
    {
        var order = Records.Action(1);
        Tell(order);
        var renewal = Records.Action(2) with { Renews = order.ActionId };
        Tell(renewal);
        Acknowledge(0, 1, 2);
        _broker.Sent.Clear();
        var held = Tell(order.Reversal(Now, new Reason("overturned", "")));
        Assert.Equal([TopicNames.Orders, TopicNames.Dispatches], _broker.Topics);

        Acknowledge(1);
        Assert.Equal(held.Offset, held.Partition.DurableUpTo);
        Acknowledge(0);

        Assert.Equal(held.Offset + 1, held.Partition.DurableUpTo);
    }

    [Fact]
    public void Every_attempt_carries_the_trace_of_its_order()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Tell(Records.Action(1), Trace);
        Acknowledge(0);
        _journal.Write(_dispatcher.Tick(Now.AddSeconds(5)));
        Acknowledge(2);

        Assert.Equal([(1, Trace), (2, Trace)], _edge.Sent.Select(sent => (sent.Attempt, Encoding.UTF8.GetString(sent.TraceParent!))));
    }

    private HeldRecord Tell(ActionRecord order, string? trace = null)
    {
        var held = _parts.Receive(order.LiveId.Value, [], Now);
        _journal.Write(_dispatcher.Take(order, Now), held, trace is null ? null : Encoding.UTF8.GetBytes(trace));
        held.Release();
        return held;
    }

    private void Acknowledge(params int[] numbers)
    {
        foreach (var number in numbers)
            _broker.Sent[number].Acknowledged?.Invoke(number);
        while (_queue.TryTake(TimeSpan.Zero, out var item))
            item.Run();
    }

    private sealed class SlowBroker : IRecordPublisher
    {
        public List<(OutgoingRecord Record, Action<long>? Acknowledged)> Sent { get; } = [];

        public List<string> Topics => Sent.ConvertAll(sent => sent.Record.Topic);

        public void Publish(in OutgoingRecord record, HeldRecord because) => throw new NotSupportedException("the journal sends");

        public void Send(in OutgoingRecord record, Action<long>? acknowledged = null) => Sent.Add((record, acknowledged));

        public List<RestrictionRecord> Restrictions() =>
            [.. Sent.Where(sent => sent.Record.Topic == TopicNames.Restrictions).Select(sent => JsonSerializer.Deserialize(sent.Record.Value, WireJson.Default.RestrictionRecord)!)];
    }

    private sealed class RecordedEdge : IOrderEdge
    {
        public List<EdgeSending> Sent { get; } = [];

        public string Name => "recorded";

        public int Lanes => 0;

        public string Describes => "the test";

        public bool Takes(ActionKind kind) => true;

        public Task<EdgeAnswer> SendAsync(EdgeSending sending, CancellationToken stop)
        {
            Sent.Add(sending);
            return Task.FromResult<EdgeAnswer>(new EdgeAnswer.Delivered());
        }
    }
}
