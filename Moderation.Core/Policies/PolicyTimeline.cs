using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>Which policies decide at each place of one partition's log.</summary>
/// <remarks>
/// Markers in the log change it, never the clock, so that a log read again is decided by the same sheets. It remembers the sets since
/// <see cref="Forget"/>, because the lives of a partition are restored from snapshots of different places. Threads: one at a time.
/// </remarks>
public sealed class PolicyTimeline
{
    /// <summary>Version of the form of a snapshot.</summary>
    public const int Format = 1;

    private readonly Dictionary<string, Held> _policies = new(StringComparer.Ordinal);
    private readonly List<(long From, PolicySet Set)> _sets = [(long.MinValue, PolicySet.Empty)];
    private readonly List<PolicyFault> _faults = [];

    /// <summary>The set that decides now.</summary>
    public PolicySet Current => _sets[^1].Set;

    /// <summary>Sheets that did not compile, newest last. The version before them stays.</summary>
    public IReadOnlyList<PolicyFault> Faults => _faults;

    /// <summary>The set that decides the entry at an offset.</summary>
    /// <param name="offset">Offset in the partition.</param>
    public PolicySet At(long offset)
    {
        var place = _sets.Count - 1;
        while (place > 0 && _sets[place].From > offset)
            place--;
        return _sets[place].Set;
    }

    /// <summary>The revision of a policy that the log told of; 0 where it told of none.</summary>
    /// <param name="policy">Name of the policy.</param>
    public long RevisionOf(string policy) => _policies.TryGetValue(policy, out var held) ? held.Record.Revision : 0;

    /// <summary>Takes a marker. It decides from the entry after it.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> for a signal that is no marker.</remarks>
    /// <param name="marker">A <see cref="PolicySignal"/> or a <see cref="GuardSignal"/>.</param>
    /// <param name="at">Where it lies.</param>
    /// <returns>Whether anything changed; false for old news.</returns>
    public bool Apply(SignalRecord marker, RecordRef at)
    {
        if (at.Offset < _sets[^1].From)
            return false;
        var changed = marker switch
        {
            PolicySignal policy => Take(policy.Policy),
            GuardSignal guard => Take(guard),
            _ => throw new ArgumentException("the signal is no marker", nameof(marker)),
        };
        if (changed)
            _sets.Add((at.Offset + 1, PolicySet.Of(_policies.Values.SelectMany(held => held.Active))));
        return changed;
    }

    /// <summary>Forgets which sets decided before an offset.</summary>
    /// <param name="offset">The oldest entry that may still be read.</param>
    public void Forget(long offset)
    {
        var kept = _sets.FindLastIndex(set => set.From <= offset);
        if (kept > 0)
            _sets.RemoveRange(0, kept);
    }

    /// <summary>Writes the whole timeline down.</summary>
    /// <param name="covers">The newest entry of the log that it contains.</param>
    /// <param name="at">Event time of that entry.</param>
    public SnapshotRecord Save(RecordRef covers, DateTimeOffset at)
    {
        var writer = new StateWriter();
        PolicyTimelineState.Save(writer, _policies.Values.Select(held => held.Record), _sets);
        return new SnapshotRecord
        {
            V = WireVersion.Current, LiveId = SignalRecord.EveryLive, Covers = covers, At = at.ToUniversalTime(), Format = Format, State = writer.Written.ToArray(),
        };
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    /// <param name="snapshot">The snapshot.</param>
    public static PolicyTimeline Restore(SnapshotRecord snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Format != Format)
            throw new FormatException($"policies' snapshot of form {snapshot.Format}, this build reads {Format}");
        var (records, sets) = PolicyTimelineState.Load(new StateReader(snapshot.State));
        var timeline = new PolicyTimeline();
        foreach (var record in records)
            timeline.Take(record);
        timeline._sets.Clear();
        timeline._sets.AddRange(sets);
        // What was guarded stands in the newest set, not in the policies' records.
        foreach (var held in timeline._policies.Values)
        {
            for (var i = 0; i < held.Active.Count; i++)
                held.Active[i] = timeline.Current.Policies.FirstOrDefault(active => active.Stage == held.Active[i].Stage && active.Sheet.Name == held.Active[i].Sheet.Name) ?? held.Active[i];
        }

        return timeline;
    }

    private bool Take(PolicyRecord record)
    {
        if (record.Revision <= RevisionOf(record.Name))
            return false;
        var former = _policies.GetValueOrDefault(record.Name);
        var active = new List<ActivePolicy>();
        foreach (var version in record.Versions)
        {
            if (Compile(record.Name, version, former) is not { } sheet)
                return false;
            active.Add(new ActivePolicy(sheet, version.Stage, version.CanaryShare, version.HumanConfirmOnly));
        }

        _policies[record.Name] = new Held(record, active);
        return true;
    }

    private CompiledSheet? Compile(string name, PolicyVersion version, Held? former)
    {
        if (former?.Active.Find(active => active.Sheet.SheetHash == version.SheetHash) is { } same)
            return same.Sheet;
        try
        {
            var sheet = SheetCompiler.FromJson(version.Sheet);
            if (sheet.Name == name && sheet.SheetHash == version.SheetHash)
                return sheet;
            _faults.Add(new PolicyFault(name, version.SheetHash, "the sheet is not the one that its name and hash say"));
        }
        catch (SheetException e)
        {
            _faults.Add(new PolicyFault(name, version.SheetHash, e.Faults.Count > 0 ? e.Faults[0].ToString() : e.Message));
        }

        return null;
    }

    private bool Take(GuardSignal guard)
    {
        if (!_policies.TryGetValue(guard.Policy, out var held))
            return false;
        var place = held.Active.FindIndex(active => active.Sheet.SheetHash == guard.SheetHash && active.Stage != PolicyStage.Shadow);
        if (place < 0 || held.Active[place].GuardedUntil >= guard.Until)
            return false;
        held.Active[place] = held.Active[place] with { Guard = guard.Guard, GuardedUntil = guard.Until.ToUniversalTime() };
        return true;
    }

    private sealed record Held(PolicyRecord Record, List<ActivePolicy> Active);
}

/// <summary>A sheet on the policies' topic that could not be used.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="SheetHash">Hash that was told for it.</param>
/// <param name="Says">What is wrong.</param>
public sealed record PolicyFault(string Policy, string SheetHash, string Says);
