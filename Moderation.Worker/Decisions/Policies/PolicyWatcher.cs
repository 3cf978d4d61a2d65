using System.Collections.Concurrent;
using Confluent.Kafka;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions.Policies;

/// <summary>The newest word of the topic of policies on each policy. It decides nothing: partitions copy it into their logs. Safe for several threads.</summary>
internal sealed class PolicyWatcher(DecisionMetrics metrics, ILogger<PolicyWatcher> log)
{
    private readonly ConcurrentDictionary<string, PolicyRecord> _newest = new(StringComparer.Ordinal);
    private long _changes;

    /// <summary>Counts what was taken, so that a look at it tells whether anything is new.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    public IEnumerable<PolicyRecord> Newest => _newest.Values;

    /// <summary>Takes a record of the topic. One that cannot be used, or whose sheet does not compile, changes nothing: what decided before goes on deciding.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> source)
    {
        // A policy is retired by a record without versions; a tombstone is only housekeeping.
        if (source.Message.Value is not { Length: > 0 } value)
            return;
        var at = new RecordRef(source.Topic, source.Partition.Value, source.Offset.Value);
        var outcome = RecordReader.Read(value, WireJson.Default.PolicyRecord);
        if (outcome.Record is not { } policy)
            Refuse(at, outcome.Detail);
        else if (source.Message.Key is not { } key || !key.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(policy.Name)))
            Refuse(at, "the key is not the policy's name");
        else if (FindFault(policy, at) is { } fault)
            RefuseSheet(fault);
        else
            Keep(policy);
    }

    private static PolicyFault? FindFault(PolicyRecord policy, RecordRef at)
    {
        var trial = new PolicyTimeline();
        trial.Apply(new PolicySignal { V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = policy.At, Policy = policy }, at);
        return trial.Faults.Count > 0 ? trial.Faults[0] : null;
    }

    private void Keep(PolicyRecord policy)
    {
        if (_newest.TryGetValue(policy.Name, out var known) && known.Revision >= policy.Revision)
            return;
        _newest[policy.Name] = policy;
        Interlocked.Increment(ref _changes);
    }

    private void Refuse(RecordRef at, string detail)
    {
        metrics.PoliciesRefused.Add(1);
        log.PolicyUnusable(at, detail);
    }

    private void RefuseSheet(PolicyFault fault)
    {
        metrics.PoliciesRefused.Add(1);
        log.SheetRefused(fault.Policy, fault.SheetHash, fault.Says);
    }
}
