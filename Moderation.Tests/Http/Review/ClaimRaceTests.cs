using System.Collections.Concurrent;
using CsCheck;
using Moderation.Api.Access;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class ClaimRaceTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private const int Reviewers = 50;
    private const int Cases = 300;

    [PostgresFact]
    public async Task Fifty_reviewers_at_once_decide_each_case_once_and_leave_none()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(Enumerable.Range(1, Cases).Select(i => ReviewRoom.Report(i)));
        var decided = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Reviewers), new ParallelOptions { MaxDegreeOfParallelism = Reviewers }, async (i, _) =>
            {
                var me = ReviewRoom.Person($"reviewer-{i}");
                // Nobody asked once is proof of an empty queue: somebody else may just hold the last one.
                while (await room.Claims.ClaimNextAsync(me, ["toxicity"], CancellationToken.None) is { } held)
                {
                    var given = await room.DecideAsync(me, held, VerdictKind.Confirmed);
                    Assert.Equal("upheld", given.Case!.Outcome);
                    decided.Add(held.CaseId);
                }
            });

        Assert.Equal(Cases, decided.Count);
        Assert.Equal(Cases, decided.Distinct().Count());
        Assert.Equal(0, await room.App.CountAsync("review_case where kind = 'report' and outcome is null"));
        Assert.Equal((Cases, Cases), ((await room.VerdictsAsync()).Count, (await room.VerdictsAsync()).Select(verdict => verdict.ReportId).Distinct().Count()));
    }

    [PostgresFact]
    public async Task Two_who_claim_the_same_case_at_once_are_one_who_has_it_and_one_who_is_told_who()
    {
        var room = await fixture.EmptyAsync();
        var report = ReviewRoom.Report(1);
        await room.ReportAsync(report);

        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => room.Claims.ClaimAsync(ReviewRoom.Person($"r-{i}"), ReviewRoom.CaseOf(report), CancellationToken.None)));

        var holder = Assert.Single(changes, change => change.Refusal is null).Row!.LeaseReviewer;
        Assert.All(changes.Where(change => change.Refusal is not null), change => Assert.Equal((CaseRefusal.HeldByOther, holder), (change.Refusal, change.Row!.LeaseReviewer)));
    }

    /// <summary>Whatever reviewers do, with versions old and new, tables and the pure desk come to the same.</summary>
    [PostgresFact]
    public async Task The_tables_do_what_the_pure_desk_does() =>
        await Gen.Select(Gen.Int[0, 3], Gen.Int[0, 8], Gen.Int[0, 3]).Array[5, 40].SampleAsync(
            async day =>
            {
                var room = await fixture.EmptyAsync();
                var report = ReviewRoom.Report(1, "live-1", confirmationsNeeded: 2);
                await room.ReportAsync(report);
                var id = ReviewRoom.CaseOf(report);
                var model = (await room.Store.FindAsync(id, CancellationToken.None))!.ToCase();
                var versions = new List<long> { 0 };
                var reports = 1;
                foreach (var (who, what, memory) in day)
                {
                    var version = versions[Math.Max(0, versions.Count - 1 - memory)];
                    if (what == 8)
                    {
                        await room.ReportAsync(ReviewRoom.Report(++reports, "live-1"));
                        model = CaseDesk.Attach(model, 0);
                    }
                    else
                    {
                        model = await StepAsync(room, People[who], id, what, version, model);
                    }

                    versions.Add(model.Version);
                    AssertSame(model, (await room.Store.FindAsync(id, CancellationToken.None))!.ToCase());
                }
            },
            iter: 25, threads: 1);

    private static readonly Caller[] People = [ReviewRoom.Person("ann"), ReviewRoom.Person("bo"), ReviewRoom.Person("cy"), ReviewRoom.Person("dee", Role.Senior)];

    private static async Task<ReviewCase> StepAsync(ReviewRoom room, Caller me, string id, int what, long version, ReviewCase model)
    {
        var (reviewer, now, lease) = (new Reviewer(me.Pseudonym, me.Holds(Permission.SeniorReview)), ReviewRoom.Now, TimeSpan.FromMinutes(5));
        var token = CancellationToken.None;
        var held = (await room.Store.FindAsync(id, token))! with { Version = version };
        var kind = version % 3 == 0 ? VerdictKind.Undecided : VerdictKind.Confirmed;
        var (expected, refusal) = what switch
        {
            <= 2 => (CaseDesk.Claim(model, reviewer, now, lease), (await room.Claims.ClaimAsync(me, id, token)).Refusal),
            3 => (CaseDesk.Heartbeat(model, reviewer.Name, version, now, lease), (await room.Claims.HeartbeatAsync(me, id, version, token)).Refusal),
            4 => (CaseDesk.Release(model, reviewer.Name, version, now), (await room.Claims.ReleaseAsync(me, id, version, token)).Refusal),
            5 => (CaseDesk.Skip(model, reviewer.Name, version, now), (await room.Claims.SkipAsync(me, id, version, "x", token)).Refusal),
            6 => (CaseDesk.Escalate(model, reviewer.Name, version, now), (await room.Claims.EscalateAsync(me, id, version, "x", token)).Refusal),
            _ => (CaseDesk.Decide(model, version, new CaseVerdict("v", reviewer.Name, now, kind, "tested", held.ReportCount), reviewer.IsSenior),
                await DecideAsync(room, me, held, kind)),
        };
        Assert.Equal(expected.Refusal, refusal);
        return expected.Case;
    }

    private static async Task<CaseRefusal?> DecideAsync(ReviewRoom room, Caller me, Moderation.Api.Review.Cases.CaseRow held, VerdictKind kind)
    {
        var before = await room.App.CountAsync("review_verdict");
        var change = await room.DecideAsync(me, held, kind);
        // A verdict that is sent again is answered as before and does nothing; the desk, which remembers no verdicts, calls the case closed, or the verdict stale.
        var answeredAgain = held.Outcome is null ? CaseRefusal.StaleVersion : CaseRefusal.Closed;
        return change.Refusal ?? (await room.App.CountAsync("review_verdict") == before ? answeredAgain : null);
    }

    private static void AssertSame(ReviewCase model, ReviewCase stored)
    {
        Assert.Equal(
            (model.Version, model.Lease?.Reviewer, model.NeedsSenior, model.ReportCount, model.DecidedCount, model.ConfirmationsNeeded, model.Outcome),
            (stored.Version, stored.Lease?.Reviewer, stored.NeedsSenior, stored.ReportCount, stored.DecidedCount, stored.ConfirmationsNeeded, stored.Outcome));
        Assert.Equal(model.Skipped, stored.Skipped);
        Assert.Equal(model.Verdicts.Select(verdict => (verdict.Reviewer, verdict.Kind)), stored.Verdicts.Select(verdict => (verdict.Reviewer, verdict.Kind)));
    }
}
