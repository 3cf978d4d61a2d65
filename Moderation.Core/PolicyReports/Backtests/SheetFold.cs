using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>One version of a policy, folded over the log of one live.</summary>
internal sealed class SheetFold(LiveId live, DeciderRules rules, PolicySet policies)
{
    private readonly LiveDecider _decider = new(live, rules);
    private readonly GiftCaps _caps = new();
    private readonly Dictionary<string, SheetHit> _hits = new(StringComparer.Ordinal);
    private int _orders;
    private bool _cutProposed;

    // Subjects that it looked at when the live ended, or the log; and how many of them it could not tell about.
    private (int Subjects, int Unknown) _seen;

    public bool HasEnded => _decider.HasEnded;

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
            _orders += action.Reverses is null ? 1 : 0;
            if (action.Reverses is null && _hits.TryGetValue(action.Subject.ToString(), out var hit))
                hit.Ordered = true;
        }
    }

    /// <summary>Ends the fold, and keeps of it what is counted.</summary>
    /// <param name="end">The end of the live.</param>
    public FoldedVersion Finish(DateTimeOffset end)
    {
        if (!_decider.HasEnded)
            LookBack();
        return new FoldedVersion
        {
            Hits = _hits,
            Orders = _orders,
            CoinsStopped = _caps.StoppedCoins,
            GiftsStopped = _caps.StoppedGifts,
            IsCut = _caps.Ordered(ActionKind.CutLive) || _caps.Ordered(ActionKind.PauseLive),
            IsCutProposed = _cutProposed,
            Restricted = _caps.Restricted(end),
            Subjects = _seen.Subjects,
            Unknown = _seen.Unknown,
        };
    }

    private void Take(DecisionRecord decision)
    {
        var name = decision.Subject.ToString();
        if (!_hits.TryGetValue(name, out var hit))
            _hits.Add(name, hit = new SheetHit { Subject = decision.Subject });
        hit.Subject = decision.Subject;
        if (decision.Effect == DecisionEffect.Exempt)
        {
            hit.Exempt = true;
            return;
        }

        _cutProposed |= decision.Actions.Any(action => action.Kind is ActionKind.CutLive or ActionKind.PauseLive);
        hit.Rungs.TryAdd(decision.Rung, decision.At);
        hit.Ids.Add(decision.DecisionId.Value);
        if (decision.ReportId is { } report)
            hit.Ids.Add(report.Value);
    }

    // evidence is dropped at a live's end, so what the sheet could tell is asked before
    private void LookBack()
    {
        var outlooks = _decider.Outlooks();
        _seen = (outlooks.Count, outlooks.Count(outlook => !outlook.CanTell));
    }
}
