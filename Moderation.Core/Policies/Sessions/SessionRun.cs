using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Folds one session under one sheet, which decides as if it were live.</summary>
internal sealed class SessionRun(CompiledSheet sheet, DeciderRules rules)
{
    private readonly PolicySet _policies = PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live)]);
    private readonly List<SheetFault> _faults = [];
    private int _verdicts;

    /// <summary>What could not be played.</summary>
    public IReadOnlyList<SheetFault> Faults => _faults;

    /// <summary>Plays a made-up session.</summary>
    public SessionTrace Play(IReadOnlyList<SessionStep> steps)
    {
        var trace = new SessionTrace { Start = SessionStage.Start };
        var decider = new LiveDecider(SessionStage.Live, rules);
        for (var offset = 0; offset < steps.Count; offset++)
        {
            if ((steps[offset].Signal ?? Verdict(steps[offset].Verdict!, trace)) is { } signal)
                Apply(decider, trace, signal, new RecordRef(TopicNames.Signals, 0, offset));
        }

        LookBack(decider, trace);
        return trace;
    }

    /// <summary>Plays the log of a live. What policies decided then is left out: the sheet decides.</summary>
    public SessionTrace Play(IReadOnlyList<RecordedSignal> recorded)
    {
        var entries = recorded.Where(entry => entry.Signal.LiveId != SignalRecord.EveryLive).ToList();
        var trace = new SessionTrace { Start = entries[0].Signal.At };
        var decider = new LiveDecider(entries[0].Signal.LiveId, rules);
        foreach (var entry in entries)
            Apply(decider, trace, entry.Signal, entry.At);
        LookBack(decider, trace);
        return trace;
    }

    private void Apply(LiveDecider decider, SessionTrace trace, SignalRecord signal, RecordRef at)
    {
        if (signal is SessionSignal { Event: { Kind: SessionEventKind.LiveStarted, Country: { } country } })
            trace.Country = country;
        if (signal is SessionSignal { Event.Kind: SessionEventKind.LiveEnded })
            LookBack(decider, trace);
        var outcome = decider.Apply(signal, at, _policies);
        trace.Decisions.AddRange(outcome.Decisions);
        trace.Reports.AddRange(outcome.Reports);
        trace.Actions.AddRange(outcome.Actions);
    }

    // evidence is dropped at a live's end, so what the sheet could tell is asked before
    private static void LookBack(LiveDecider decider, SessionTrace trace)
    {
        if (!decider.HasEnded)
            trace.IsUnknown = decider.Outlooks().Any(outlook => !outlook.CanTell);
    }

    private VerdictSignal? Verdict(PendingVerdict pending, SessionTrace trace)
    {
        // a rung that joins the report of a milder one is judged with it
        var decision = trace.Decisions.FindLast(decision => decision.Rung == pending.Rung && decision.ReportId is not null && (pending.About is null || SubjectName.Means(pending.About, decision.Subject)));
        if (decision?.ReportId is not { } report)
        {
            var reached = trace.Reports.Count == 0 ? "nothing was reported by then" : $"reported by then: {string.Join(", ", trace.Reports.Select(known => known.Rung).Distinct())}";
            _faults.Add(new SheetFault(pending.At.Place.Line, pending.At.Place.Column, $"at {SessionTime.Text(pending.At.Time)}: there is no report of rung {pending.Rung}{(pending.About is null ? "" : $" about {pending.About}")} to judge; {reached}"));
            return null;
        }

        var time = SessionStage.Clock(pending.At);
        return new VerdictSignal
        {
            V = WireVersion.Current,
            LiveId = SessionStage.Live,
            At = time,
            Verdict = new VerdictRecord
            {
                V = WireVersion.Current,
                LiveId = SessionStage.Live,
                ReportId = report,
                VerdictId = $"verdict-{++_verdicts}",
                Reviewer = pending.Reviewer,
                At = time,
                Kind = pending.Kind,
                ReasonCode = "test",
            },
        };
    }
}
