using CsCheck;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Review;

public sealed class CaseDeskLawTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private static readonly Gen<(int Who, int What, int Wait, int Memory)[]> Days =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 12], Gen.Int[0, 3]).Array[1, 60];

    [Fact]
    public void Nobody_decides_a_case_that_somebody_else_holds_or_that_was_passed_on_since() =>
        Gen.Select(Days, Gen.Int[1, 2]).Sample((day, needed) =>
        {
            var play = new Play(needed);
            foreach (var (who, what, wait, memory) in day)
            {
                if (!play.Step(who, what, wait, memory))
                    return false;
            }

            return true;
        }, iter: 1000);

    [Fact]
    public void A_case_is_upheld_by_as_many_different_people_as_it_needs_and_closed_once() =>
        Gen.Select(Days, Gen.Int[1, 3]).Sample((day, needed) =>
        {
            var play = new Play(needed);
            foreach (var (who, what, wait, memory) in day)
                play.Step(who, what, wait, memory);
            var verdicts = play.Case.Verdicts;
            if (play.Case is { Outcome: not null } && play.Case.DecidedCount != play.Case.ReportCount)
                return false;
            return verdicts.DistinctBy(verdict => verdict.Reviewer).Count() == verdicts.Count && play.Case.Outcome switch
            {
                // A case that was decided and is open again for a later report needs what that one needs.
                CaseOutcome.Upheld => verdicts.Count(v => v.Kind == VerdictKind.Confirmed) >= (play.WasDecided ? play.Case.ConfirmationsNeeded : needed) && verdicts.All(v => v.Kind != VerdictKind.Overturned),
                CaseOutcome.Overturned => verdicts[^1].Kind == VerdictKind.Overturned && verdicts.Count(v => v.Kind == VerdictKind.Overturned) == 1,
                CaseOutcome.Undecided => verdicts[^1].Kind == VerdictKind.Undecided,
                _ => verdicts.Count(v => v.Kind == VerdictKind.Confirmed) < play.Case.ConfirmationsNeeded && verdicts.All(v => v.Kind != VerdictKind.Overturned),
            };
        }, iter: 1000);

    [Fact]
    public void A_report_that_comes_after_the_reviewer_looked_is_looked_at_before_the_case_is_closed() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Enum<VerdictKind>()).Sample((before, meanwhile, kind) =>
        {
            var held = CaseDesk.Claim(Opened(1), new Reviewer("ann"), Records.Noon, Lease).Case;
            for (var i = 1; i < before + meanwhile; i++)
                held = CaseDesk.Attach(held, 1);
            var step = CaseDesk.Decide(held, held.Version, new CaseVerdict("v", "ann", Records.Noon, kind, "reason", before), isSenior: true);
            return step.IsDone && (kind == VerdictKind.Overturned
                ? step.Case is { Outcome: CaseOutcome.Overturned } && step.Case.DecidedCount == before + meanwhile
                : step.Case is { Outcome: null, Lease: null, Verdicts.Count: 0 } && step.Case.DecidedCount == before && CaseDesk.Bars(step.Case, new Reviewer("ann")) is null);
        });

    [Fact]
    public void A_closed_case_is_open_again_for_a_new_report_and_nobody_decides_it_by_an_old_version()
    {
        var held = CaseDesk.Claim(Opened(1), new Reviewer("ann"), Records.Noon, Lease).Case;
        var closed = CaseDesk.Decide(held, held.Version, new CaseVerdict("v", "ann", Records.Noon, VerdictKind.Confirmed, "reason", 1), isSenior: false).Case;
        Assert.Equal(CaseOutcome.Upheld, closed.Outcome);

        var open = CaseDesk.Attach(closed, confirmationsNeeded: 2);

        Assert.Equal((null, 2, 2, 1), (open.Outcome, open.ReportCount, open.ConfirmationsNeeded, open.DecidedCount));
        Assert.True(open.Version > closed.Version);
    }

    private static ReviewCase Opened(int needed) => new() { CaseId = CaseId.Parse("case-1"), Kind = CaseKind.Report, ConfirmationsNeeded = needed };

    /// <summary>Four reviewers, the last a senior, who do things with versions that they saw some steps ago.</summary>
    private sealed class Play(int needed)
    {
        private static readonly Reviewer[] People = [new("ann"), new("bo"), new("cy"), new("dee", IsSenior: true)];
        private readonly List<long> _seen = [0];
        private DateTimeOffset _now = Records.Noon;
        private int _verdicts;

        public ReviewCase Case { get; private set; } = Opened(needed);

        /// <summary>Whether the case was closed once and opened again since.</summary>
        public bool WasDecided { get; private set; }

        public bool Step(int who, int what, int wait, int memory)
        {
            _now = _now.AddSeconds(wait);
            var (before, person) = (Case, People[who]);
            var version = _seen[Math.Max(0, _seen.Count - 1 - memory)];
            if (what == 9)
                return Attach();
            var step = Do(person, what, version);
            var holds = before.Outcome is null && before.Holder(_now)?.Reviewer == person.Name && before.Version == version;
            Case = step.Case;
            _seen.Add(Case.Version);
            if (!step.IsDone)
                return ReferenceEquals(step.Case, before);
            // All but claiming needs a lease that still holds, under the version at which it was given; whoever loses or gets the case changes the version.
            var passedOn = before.Holder(_now)?.Reviewer != step.Case.Holder(_now)?.Reviewer || before.Verdicts.Count != step.Case.Verdicts.Count;
            // A verdict about some of the reports only opens the case anew, which is one more.
            var reopened = step.Case.DecidedCount > before.DecidedCount && step.Case.Outcome is null;
            return (what <= 2 || holds) && (!passedOn || step.Case.Version == before.Version + (reopened ? 2 : 1)) && step.Case.Version - before.Version is >= 0 and <= 2
                && (reopened ? step.Case.Verdicts.Count == 0 : before.Verdicts.SequenceEqual(step.Case.Verdicts.Take(before.Verdicts.Count)));
        }

        private bool Attach()
        {
            var before = Case;
            Case = CaseDesk.Attach(before, 1);
            WasDecided |= before.Outcome is not null;
            _seen.Add(Case.Version);
            return Case.Outcome is null && Case.ReportCount == before.ReportCount + 1 && (before.Outcome is null ? Case.Version == before.Version && Case.Lease == before.Lease : Case.Version > before.Version);
        }

        private CaseStep Do(Reviewer person, int what, long version) => what switch
        {
            0 or 1 or 2 => CaseDesk.Claim(Case, person, _now, Lease),
            3 => CaseDesk.Heartbeat(Case, person.Name, version, _now, Lease),
            4 => CaseDesk.Release(Case, person.Name, version, _now),
            5 => CaseDesk.Skip(Case, person.Name, version, _now),
            6 => CaseDesk.Escalate(Case, person.Name, version, _now),
            7 => CaseDesk.Transfer(Case, person.Name, version, People[(_verdicts + 1) % People.Length], _now, Lease),
            _ => CaseDesk.Decide(Case, version, new CaseVerdict($"v-{++_verdicts}", person.Name, _now, Kind(), "reason", Math.Max(Case.DecidedCount + 1, Case.ReportCount - (_verdicts % 3 == 0 ? 1 : 0))), person.IsSenior),
        };

        private VerdictKind Kind() => (_verdicts % 5) switch { 0 => VerdictKind.Overturned, 1 => VerdictKind.Undecided, _ => VerdictKind.Confirmed };
    }
}
