using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies;

/// <summary>What a sheet keeps about a subject that is on its ladder, beside the evidence that is kept anyway.</summary>
internal static class SubjectMemory
{
    private const int Copies = 64;

    /// <summary>Bytes per subject, measured on the sheet's own tests: deciders that played them with the sheet, less deciders that played them without any. Null where no test puts anybody on the ladder.</summary>
    public static long? Measure(CompiledSheet sheet, DeciderRules rules)
    {
        // a live that is over keeps nothing
        var sessions = SheetTester.Sessions(sheet, rules).Select(session => session.Where(entry => entry.Signal is not SessionSignal { Event.Kind: SessionEventKind.LiveEnded }).ToList()).Where(session => session.Count > 0).ToList();
        var with = PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live)]);
        var subjects = sessions.Sum(session => Subjects(session, rules, with)) * Copies;
        if (subjects == 0)
            return null;
        return Math.Max(0, (Bytes(sessions, rules, with) - Bytes(sessions, rules, PolicySet.Empty)) / subjects);
    }

    private static int Subjects(List<RecordedSignal> session, DeciderRules rules, PolicySet policies)
    {
        var decider = new LiveDecider(session[0].Signal.LiveId, rules);
        return session.SelectMany(entry => decider.Apply(entry.Signal, entry.At, policies).Decisions).Select(decision => decision.Subject.ToString()).Distinct().Count();
    }

    private static long Bytes(IReadOnlyList<List<RecordedSignal>> sessions, DeciderRules rules, PolicySet policies)
    {
        var kept = new List<LiveDecider>();
        // once before, so that what is made once and shared is not counted
        Play(sessions, rules, policies, kept, 1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Play(sessions, rules, policies, kept, Copies);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return bytes;
    }

    private static void Play(IReadOnlyList<List<RecordedSignal>> sessions, DeciderRules rules, PolicySet policies, List<LiveDecider> kept, int copies)
    {
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var session in sessions)
            {
                var decider = new LiveDecider(session[0].Signal.LiveId, rules);
                foreach (var entry in session)
                    decider.Apply(entry.Signal, entry.At, policies);
                kept.Add(decider);
            }
        }
    }
}
