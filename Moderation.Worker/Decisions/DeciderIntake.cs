using Confluent.Kafka;
using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Folds the logs of the lives of this process, record by record, and sends what follows from them.</summary>
/// <remarks>
/// Records that a former owner has already decided rebuild the state and send nothing. Everything runs on the poll thread: a fold takes
/// microseconds, and one thread per log is what makes decisions repeatable.
/// </remarks>
internal sealed class DeciderIntake(
    DeciderRules rules,
    DeciderOptions options,
    DecisionPublisher publisher,
    DeadLetterPublisher deadLetters,
    DecisionMetrics metrics,
    FailureStreak failures) : IRecordIntake
{
    public const string Stage = "decisions";
    private readonly WorkQuota _quota = new(options.PauseAt, options.PauseAt / 4);
    private readonly Dictionary<TopicPartition, LiveShelf> _shelves = [];

    public WorkQuota Assign(TopicPartition partition)
    {
        _shelves[partition] = new LiveShelf(options, rules);
        return _quota;
    }

    public void Forget(TopicPartition partition)
    {
        _shelves.Remove(partition);
        CountLives();
    }

    public void Take(HeldRecord record)
    {
        var outcome = RecordReader.Read(record.Value, WireJson.Default.SignalRecord);
        if (outcome.Record is not { } signal)
            Refuse(record, outcome.Reason!.Value, outcome.Detail);
        else if (!FrameHeadReader.TryReadId<LiveId>(record.Key, out var key) || key != signal.LiveId)
            Refuse(record, DeadLetterReason.BadKey, "the key is not the record's live id");
        else
            Decide(record, signal);
        record.Release();
    }

    private void Decide(HeldRecord record, SignalRecord signal)
    {
        var shelf = _shelves[record.Partition.Id];
        var live = shelf.Take(signal.LiveId, record.WrittenAt);
        LiveOutcome outcome;
        try
        {
            outcome = live.Decider.Apply(signal, record.Ref);
        }
        catch (Exception e)
        {
            // One live's log must not stop all the others. What is known about it cannot be trusted now; unknown never acts.
            shelf.Drop(signal.LiveId);
            Refuse(record, DeadLetterReason.InvalidRecord, $"the decider failed: {e.GetType().Name}");
            failures.Add("the decider fails on one signal after another", e);
            CountLives();
            return;
        }

        failures.Clear();
        metrics.CountSignal(outcome);
        if (!record.IsReplay)
            publisher.Publish(record, outcome, StateDue(live, signal.At, outcome) ? live.Decider.Snapshot() : null);
        if (live.Decider.HasEnded)
            shelf.End(live);
        CountLives();
    }

    private bool StateDue(ShelvedLive live, DateTimeOffset at, in LiveOutcome outcome)
    {
        var due = outcome.Reports.Count > 0 || outcome.Actions.Count > 0
            || (outcome.StateChanged && (live.Decider.HasEnded || live.StatePublishedAt is not { } last || at - last >= options.StateInterval));
        if (due)
            live.StatePublishedAt = at;
        return due;
    }

    private void Refuse(HeldRecord record, DeadLetterReason reason, string detail)
    {
        metrics.CountRefused();
        if (!record.IsReplay)
            deadLetters.Publish(record, Stage, reason, detail);
    }

    private void CountLives() => metrics.Lives = _shelves.Values.Sum(shelf => shelf.Count);
}
