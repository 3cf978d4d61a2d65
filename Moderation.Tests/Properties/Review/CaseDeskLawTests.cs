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
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8], Gen.Int[0, 12], Gen.Int[0, 3]).Array[1, 60];

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
            return verdicts.DistinctBy(verdict => verdict.Reviewer).Count() == verdicts.Count && play.Case.Outcome switch
            {
                CaseOutcome.Upheld => verdicts.Count(v => v.Kind == VerdictKind.Confirmed) == needed && verdicts.All(v => v.Kind != VerdictKind.Overturned),
                CaseOutcome.Overturned => verdicts[^1].Kind == VerdictKind.Overturned && verdicts.Count(v => v.Kind == VerdictKind.Overturned) == 1,
                CaseOutcome.Undecided => verdicts[^1].Kind == VerdictKind.Undecided,
                _ => verdicts.Count(v => v.Kind == VerdictKind.Confirmed) < needed,
            };
        }, iter: 1000);

    /// <summary>Four reviewers, the last a senior, who do things with versions that they saw some steps ago.</summary>
    private sealed class Play(int needed)
    {
        private static readonly Reviewer[] People = [new("ann"), new("bo"), new("cy"), new("dee", IsSenior: true)];
        private readonly List<long> _seen = [0];
        private DateTimeOffset _now = Records.Noon;
        private int _verdicts;

        public ReviewCase Case { get; private set; } = new() { CaseId = CaseId.Parse("case-1"), Kind = CaseKind.Report, ConfirmationsNeeded = needed };

        public bool Step(int who, int what, int wait, int memory)
        {
            _now = _now.AddSeconds(wait);
            var (before, person) = (Case, People[who]);
            var version = _seen[Math.Max(0, _seen.Count - 1 - memory)];
            var step = Do(person, what, version);
            var holds = before.Outcome is null && before.Holder(_now)?.Reviewer == person.Name && before.Version == version;
            Case = step.Case;
            _seen.Add(Case.Version);
            if (!step.IsDone)
                return ReferenceEquals(step.Case, before);
            // All but claiming needs a lease that still holds, under the version at which it was given; whoever loses or gets the case changes the version.
            var passedOn = before.Holder(_now)?.Reviewer != step.Case.Holder(_now)?.Reviewer || before.Verdicts.Count != step.Case.Verdicts.Count;
            return (what <= 2 || holds) && (!passedOn || step.Case.Version == before.Version + 1) && step.Case.Version - before.Version is 0 or 1
                && before.Verdicts.SequenceEqual(step.Case.Verdicts.Take(before.Verdicts.Count));
        }

        private CaseStep Do(Reviewer person, int what, long version) => what switch
        {
            0 or 1 or 2 => CaseDesk.Claim(Case, person, _now, Lease),
            3 => CaseDesk.Heartbeat(Case, person.Name, version, _now, Lease),
            4 => CaseDesk.Release(Case, person.Name, version, _now),
            5 => CaseDesk.Skip(Case, person.Name, version, _now),
            6 => CaseDesk.Escalate(Case, person.Name, version, _now),
            7 => CaseDesk.Transfer(Case, person.Name, version, People[(_verdicts + 1) % People.Length], _now, Lease),
            _ => CaseDesk.Decide(Case, version, new CaseVerdict($"v-{++_verdicts}", person.Name, _now, Kind(), "reason"), person.IsSenior),
        };

        private VerdictKind Kind() => (_verdicts % 5) switch { 0 => VerdictKind.Overturned, 1 => VerdictKind.Undecided, _ => VerdictKind.Confirmed };
    }
}
