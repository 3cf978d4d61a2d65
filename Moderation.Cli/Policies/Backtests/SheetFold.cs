using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>One version of a policy, folded over the log of one live.</summary>
internal sealed class SheetFold(LiveId live, DeciderRules rules, PolicySet policies)
{
    private readonly LiveDecider _decider = new(live, rules);
    private readonly GiftCaps _caps = new();
    private readonly Dictionary<string, SheetHit> _hits = new(StringComparer.Ordinal);

    /// <summary>Subjects that it decided about, by their name in the live.</summary>
    public IReadOnlyDictionary<string, SheetHit> Hits => _hits;

    public GiftCaps Caps => _caps;

    public int Orders { get; private set; }

    /// <summary>Subjects that it looked at when the live ended, or the log.</summary>
    public int Subjects { get; private set; }

    /// <summary>How many of them it could not tell about.</summary>
    public int Unknown { get; private set; }

    public bool CutProposed { get; private set; }

    public void Apply(SignalRecord signal, RecordRef at)
    {
        if (signal is GiftSignal { Gift: { Event: GiftEvent.Sent } gift })
            _caps.Take(gift);
        if (signal is SessionSignal { Event.Kind: SessionEventKind.LiveEnded } && !_decider.HasEnded)
            LookBack();
        var outcome = _decider.Apply(signal, at, policies);
        foreach (var decision in outcome.Decisions)
            Take(decision);
        foreach (var action in outcome.Actions)
        {
            _caps.Take(action);
            Orders += action.Reverses is null ? 1 : 0;
            if (action.Reverses is null && _hits.TryGetValue(action.Subject.ToString(), out var hit))
                hit.Ordered = true;
        }
    }

    /// <summary>Ends the fold.</summary>
    public void Finish()
    {
        if (!_decider.HasEnded)
            LookBack();
    }

    private void Take(DecisionRecord decision)
    {
        var name = decision.Subject.ToString();
        if (!_hits.TryGetValue(name, out var hit))
            _hits.Add(name, hit = new SheetHit(decision.Subject));
        if (decision.Effect == DecisionEffect.Exempt)
        {
            hit.Exempt = true;
            return;
        }

        CutProposed |= decision.Actions.Any(action => action.Kind is ActionKind.CutLive or ActionKind.PauseLive);
        hit.Rungs.TryAdd(decision.Rung, decision.At);
        hit.Ids.Add(decision.DecisionId.Value);
        if (decision.ReportId is { } report)
            hit.Ids.Add(report.Value);
    }

    // evidence is dropped at a live's end, so what the sheet could tell is asked before
    private void LookBack()
    {
        (Subjects, Unknown) = (0, 0);
        foreach (var outlook in _decider.Outlooks())
        {
            Subjects++;
            Unknown += outlook.CanTell ? 0 : 1;
        }
    }
}

/// <summary>A subject that a version decided about.</summary>
internal sealed class SheetHit(SubjectRef subject)
{
    public SubjectRef Subject => subject;

    /// <summary>When each rung was first reached, exemptions not counted.</summary>
    public Dictionary<string, DateTimeOffset> Rungs { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of its decisions and reports, which outcomes go by.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    public bool Exempt { get; set; }

    public bool Ordered { get; set; }

    /// <summary>Whether anything was decided that the subject was not exempt from.</summary>
    public bool IsReached => Rungs.Count > 0;

    public DateTimeOffset FirstAt => Rungs.Values.Min();
}
