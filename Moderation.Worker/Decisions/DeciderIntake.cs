using System.Text;
using Confluent.Kafka;
using Moderation.Core.Decisions;
using Moderation.Core.Wire;
using Moderation.Worker.Decisions.Standing;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Folds the logs of the lives of this process, record by record, and sends what follows from them.</summary>
/// <remarks>
/// Records that a former owner has already decided rebuild the state and send nothing. Everything runs on the poll thread: a fold takes
/// microseconds, and one thread per log is what makes decisions repeatable.
/// </remarks>
internal sealed class DeciderIntake(
    DecidedPartitions partitions,
    DeciderOptions options,
    DecisionPublisher publisher,
    DeadLetterPublisher deadLetters,
    StandingCopies standings,
    DecisionMetrics metrics,
    FailureStreak failures,
    ILogger<DeciderIntake> log) : IRecordIntake
{
    public const string Stage = "decisions";
    private readonly SignalReader _reader = new();
    private readonly WorkQuota _quota = new(options.PauseAt, options.PauseAt / 4);

    public WorkQuota Assign(TopicPartition partition)
    {
        partitions.Add(partition);
        metrics.Lives = partitions.LiveCount;
        return _quota;
    }

    public void Forget(TopicPartition partition)
    {
        partitions.Remove(partition);
        metrics.Lives = partitions.LiveCount;
    }

    public void Tick()
    {
        partitions.Tick();
        metrics.Lives = partitions.LiveCount;
        metrics.Policies = partitions.FewestPolicies;
    }

    public void Take(HeldRecord record)
    {
        var partition = partitions[record.Partition.Id];
        var outcome = _reader.Read(record.Value);
        if (outcome.Record is not { } signal)
            Refuse(record, outcome.Reason!.Value, outcome.Detail);
        else if (!Ascii.Equals(record.Key, signal.LiveId.Value))
            Refuse(record, DeadLetterReason.BadKey, "the key is not the record's live id");
        else if (signal is PolicySignal or GuardSignal)
            Apply(partition, record, signal);
        else if (signal.LiveId == SignalRecord.EveryLive)
            metrics.CountFate(SignalFate.UnknownKind);
        else
            Decide(partition, record, signal);
        partition.Reach(record);
        record.Release();
    }

    private void Apply(DecidedPartition partition, HeldRecord record, SignalRecord marker)
    {
        metrics.CountFate(SignalFate.Marker);
        var faults = partition.Timeline.Faults.Count;
        var isNews = partition.Apply(marker, record.Ref);
        foreach (var fault in partition.Timeline.Faults.Skip(faults))
        {
            metrics.PoliciesRefused.Add(1);
            log.SheetRefused(fault.Policy, fault.SheetHash, fault.Says);
        }

        if (!isNews || record.IsReplay)
            return;
        if (marker is PolicySignal { Policy: var policy })
            log.PolicyDecides(policy.Name, policy.Revision, policy.Versions.Count, record.Ref);
        else if (marker is GuardSignal guard)
            log.GuardPassed(guard.Policy, guard.SheetHash, guard.Guard, guard.Until, record.Ref);
    }

    private void Decide(DecidedPartition partition, HeldRecord record, SignalRecord signal)
    {
        partition.Shelf.Advance(record.WrittenAt);
        if (IsAfterthought(signal) && partition.Shelf.Find(signal.LiveId) is null)
        {
            metrics.CountFate(SignalFate.AfterEnd);
            return;
        }

        var live = partition.Shelf.Take(signal.LiveId, record.WrittenAt);
        // Its memory was read back, and is further on than that of the partition.
        if (live.Decider.Covers is { } covers && covers.Offset >= record.Offset)
            return;
        LiveOutcome outcome;
        try
        {
            outcome = live.Decider.Apply(signal, record.Ref, partition.Timeline.At(record.Offset));
        }
        catch (Exception e)
        {
            // One live's log must not stop all the others. What is known about it cannot be trusted now; unknown never acts.
            partition.Shelf.Drop(signal.LiveId);
            Refuse(record, DeadLetterReason.InvalidRecord, $"the decider failed: {e.GetType().Name}");
            failures.Add("the decider fails on one signal after another", e);
            return;
        }

        failures.Clear();
        metrics.CountSignal(outcome);
        Note(live, signal);
        partition.Shelf.Note(live, outcome.Users);
        var ordered = partition.Guards.Count(signal, record.Offset, outcome);
        if (!record.IsReplay)
            Publish(partition, record, live, signal, outcome, ordered);
        if (live.Decider.HasEnded)
            partition.Shelf.End(live);
    }

    /// <summary>Whether it can come days after the live: of a live that is forgotten it would make one that seems to run.</summary>
    private static bool IsAfterthought(SignalRecord signal) => signal is VerdictSignal or StandingSignal or GiftSignal { Gift.Event: not GiftEvent.Sent };

    private static void Note(ShelvedLive live, SignalRecord signal)
    {
        live.IsDirty = true;
        if (signal.At > live.EventAt)
            live.EventAt = signal.At;
    }

    private void Publish(DecidedPartition partition, HeldRecord record, ShelvedLive live, SignalRecord signal, in LiveOutcome outcome, bool ordered)
    {
        publisher.Publish(record, outcome, StateDue(live, signal.At, outcome) ? live.Decider.Describe() : null);
        standings.Follow(live, outcome.Users, signal, record);
        if (ordered)
            partition.Guards.WritePassed(partition.Timeline.Current, partition.Id.Partition.Value);
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
}
