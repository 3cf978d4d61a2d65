using System.Text;
using System.Text.Json;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Folds everything that enforcement is told, in one order, and hands on what follows. All calls come from one thread.</summary>
internal sealed class EnforcementFold(Dispatcher dispatcher, DispatchJournal journal, OutcomeTeller teller, EnforcementMetrics metrics, IRecordPublisher publisher, TimeProvider time)
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);
    private readonly Queue<(HeldRecord Held, ActionRecord Order)> _early = [];
    private bool _hasResumed;
    private DateTimeOffset _tickedAt;
    private DateTimeOffset _beatAt;
    private int _beatsUnwritten;

    /// <summary>Takes an order. Those that come before everything was read back wait.</summary>
    public void Take(HeldRecord held, ActionRecord order)
    {
        if (!_hasResumed)
        {
            _early.Enqueue((held, order));
            return;
        }

        using var activity = TraceContext.Start("enforce", held.Headers);
        Follow(dispatcher.Take(order, time.GetUtcNow()), held, TraceContext.Next(activity, held.Headers));
        held.Release();
    }

    public void Take(ActionReceiptRecord receipt) => Follow(dispatcher.Take(receipt, time.GetUtcNow()));

    public void Take(VerdictRecord verdict) => Follow(dispatcher.Take(verdict, time.GetUtcNow()));

    public void Take(ControlRecord control)
    {
        Follow(dispatcher.Take(control, time.GetUtcNow()));
        teller.Tell(control);
    }

    /// <summary>Takes what somebody else wrote about an order since this process enforces.</summary>
    public void TakeStranger(DispatchRecord record) => Follow(dispatcher.Take(record, time.GetUtcNow()));

    /// <summary>Takes what somebody else wrote about a live since this process enforces.</summary>
    public void TakeStranger(RestrictionRecord record) => journal.Write(dispatcher.InForce(record.LiveId, time.GetUtcNow()));

    /// <summary>Begins, after everything was read back.</summary>
    /// <param name="memory">What was read back.</param>
    /// <returns>Lives whose restrictions were told wrongly or not at all.</returns>
    public int Resume(EnforcementMemory memory)
    {
        var now = time.GetUtcNow();
        var resumed = dispatcher.Resume(now);
        List<RestrictionRecord> corrections =
        [
            .. resumed.Restrictions.Where(record => !memory.Tells(record)),
            .. memory.LivesToldOf.Except(resumed.Restrictions.Select(record => record.LiveId)).Select(live => dispatcher.InForce(live, now)),
        ];
        Follow(resumed with { Restrictions = corrections });
        _hasResumed = true;
        while (_early.TryDequeue(out var early))
            Take(early.Held, early.Order);
        Beat(now);
        return corrections.Count;
    }

    /// <summary>Lets time pass.</summary>
    public void Tick()
    {
        var now = time.GetUtcNow();
        if (now - _tickedAt >= TickEvery)
        {
            _tickedAt = now;
            Follow(dispatcher.Tick(now));
        }

        if (now - _beatAt >= BeatEvery)
            Beat(now);
    }

    /// <summary>Gives up the orders that wait.</summary>
    public void GiveUp()
    {
        while (_early.TryDequeue(out var early))
            early.Held.Abandon();
    }

    private void Follow(DispatchOutcome outcome, HeldRecord? because = null, byte[]? trace = null)
    {
        journal.Write(outcome, because, trace);
        teller.Tell(outcome);
    }

    private void Beat(DateTimeOffset now)
    {
        _beatAt = now;
        var state = dispatcher.Describe(now);
        teller.Tell(state);
        // While the broker is away the signs of life would pile up, and all be wrong when it is back.
        if (Volatile.Read(ref _beatsUnwritten) > 0)
            return;
        Interlocked.Increment(ref _beatsUnwritten);
        publisher.Send(
            new OutgoingRecord(TopicNames.EnforcementState, Encoding.UTF8.GetBytes(EnforcementStateRecord.Key), JsonSerializer.SerializeToUtf8Bytes(state, WireJson.Default.EnforcementStateRecord), null),
            _ => Interlocked.Decrement(ref _beatsUnwritten));
        metrics.Heartbeats.Add(1);
    }
}
