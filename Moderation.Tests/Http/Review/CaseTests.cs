using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class CaseTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    [PostgresFact]
    public async Task Reports_on_one_subject_in_one_window_are_one_case_and_a_second_arrival_changes_nothing()
    {
        var room = await fixture.EmptyAsync();
        var (first, second, other) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-1"), ReviewRoom.Report(3, "live-1", "minors.host"));

        await room.ReportAsync(first, second, other);
        await room.ReportAsync(first, second, other);

        Assert.Equal(2, await room.App.CountAsync("review_case"));
        Assert.Equal((2, "toxicity"), await ShapeAsync(room, ReviewRoom.CaseOf(first)));
        Assert.Equal((1, "child-safety"), await ShapeAsync(room, ReviewRoom.CaseOf(other)));
    }

    [PostgresFact]
    public async Task Verdict_on_a_stale_version_is_refused_and_changes_nothing()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));
        var (ann, bo) = (ReviewRoom.Person("ann"), ReviewRoom.Person("bo"));
        var held = (await room.NextAsync(ann))!;
        await room.Claims.ReleaseAsync(ann, held.CaseId, held.Version, CancellationToken.None);
        var again = (await room.NextAsync(bo))!;

        var late = await room.DecideAsync(ann, held, VerdictKind.Confirmed);

        Assert.Equal(CaseRefusal.StaleVersion, late.Refusal);
        Assert.Empty(await room.VerdictsAsync());
        Assert.Equal(again, await room.Store.FindAsync(held.CaseId, CancellationToken.None), Same);
        Assert.Equal(0, await room.App.CountAsync("review_verdict"));
    }

    [PostgresFact]
    public async Task A_verdict_closes_the_case_tells_of_each_of_its_reports_once_and_is_one_however_often_it_is_sent()
    {
        var room = await fixture.EmptyAsync();
        var (first, second) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-1"));
        await room.ReportAsync(first, second);
        var ann = ReviewRoom.Person("ann");
        var held = (await room.NextAsync(ann))!;

        var given = await room.DecideAsync(ann, held, VerdictKind.Confirmed);
        var repeated = await room.DecideAsync(ann, held, VerdictKind.Confirmed);

        Assert.Equal("upheld", given.Case!.Outcome);
        Assert.Equal(given.Verdict!.VerdictId, repeated.Verdict!.VerdictId);
        var told = await room.VerdictsAsync();
        Assert.Equal([first.ReportId, second.ReportId], told.Select(verdict => verdict.ReportId));
        Assert.All(told, verdict => Assert.Equal((ann.Pseudonym, VerdictKind.Confirmed), (verdict.Reviewer, verdict.Kind)));
        Assert.Equal(2, told.Select(verdict => verdict.VerdictId).Distinct().Count());
    }

    [PostgresFact]
    public async Task A_report_that_came_after_the_reviewer_looked_stays_open_and_is_given_to_somebody()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1, "live-1"));
        var (ann, bo) = (ReviewRoom.Person("ann"), ReviewRoom.Person("bo"));
        var held = (await room.NextAsync(ann))!;
        var late = ReviewRoom.Report(2, "live-1", confirmationsNeeded: 1);
        await room.ReportAsync(late);

        var given = await room.DecideAsync(ann, held, VerdictKind.Confirmed);

        Assert.Null(given.Case!.Outcome);
        Assert.Single(await room.VerdictsAsync());
        var next = (await room.NextAsync(bo))!;
        Assert.Equal((held.CaseId, 1, 2), (next.CaseId, next.DecidedCount, next.ReportCount));
        Assert.Equal("upheld", (await room.DecideAsync(bo, next, VerdictKind.Confirmed)).Case!.Outcome);
        Assert.Equal(late.ReportId, (await room.VerdictsAsync())[^1].ReportId);
    }

    [PostgresFact]
    public async Task What_two_people_must_confirm_is_open_after_the_first_and_not_given_to_the_same_one_again()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1, confirmationsNeeded: 2));
        var (ann, bo) = (ReviewRoom.Person("ann"), ReviewRoom.Person("bo"));

        var first = await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Confirmed);

        Assert.Null(first.Case!.Outcome);
        Assert.Null(await room.NextAsync(ann));
        Assert.Equal("upheld", (await room.DecideAsync(bo, (await room.NextAsync(bo))!, VerdictKind.Confirmed)).Case!.Outcome);
        Assert.Equal([ann.Pseudonym, bo.Pseudonym], (await room.VerdictsAsync()).Select(verdict => verdict.Reviewer));
    }

    [PostgresFact]
    public async Task Cases_of_children_are_given_to_those_who_may_and_not_even_shown_to_others()
    {
        var room = await fixture.EmptyAsync();
        var report = ReviewRoom.Report(1, policy: "minors.host");
        await room.ReportAsync(report);
        var (plain, trained) = (ReviewRoom.Person("plain"), ReviewRoom.Person("trained", Role.ChildSafety));

        Assert.Null((await room.Claims.ClaimAsync(plain, ReviewRoom.CaseOf(report), CancellationToken.None)).Row);
        Assert.NotNull((await room.Claims.ClaimAsync(trained, ReviewRoom.CaseOf(report), CancellationToken.None)).Row!.LeaseReviewer);
    }

    [PostgresFact]
    public async Task What_is_skipped_comes_to_others_only_what_is_escalated_to_seniors_only_and_a_lease_that_ran_out_to_anybody()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));
        var (ann, bo, dee) = (ReviewRoom.Person("ann"), ReviewRoom.Person("bo"), ReviewRoom.Person("dee", Role.Senior));
        var held = (await room.NextAsync(ann))!;

        await room.Claims.SkipAsync(ann, held.CaseId, held.Version, "conflict", CancellationToken.None);
        Assert.Null(await room.NextAsync(ann));
        held = (await room.NextAsync(bo))!;
        await room.Claims.EscalateAsync(bo, held.CaseId, held.Version, "unsure", CancellationToken.None);
        Assert.Null(await room.NextAsync(bo));
        held = (await room.NextAsync(dee))!;
        await room.App.ExecuteAsync("update review_case set lease_until = now() - interval '1 second'");

        Assert.Equal(CaseRefusal.StaleVersion, (await room.DecideAsync(dee, held, VerdictKind.Confirmed)).Refusal);
        Assert.True((await room.NextAsync(dee))!.Version > held.Version);
    }

    [PostgresFact]
    public async Task Cases_come_up_forced_first_then_overdue_then_by_rank_whatever_their_queue()
    {
        var room = await fixture.EmptyAsync();
        var (calm, urgent, old) = (ReviewRoom.Report(1), ReviewRoom.Report(2, policy: "money.rings") with { Priority = ReportPriority.Urgent }, ReviewRoom.Report(3) with { RaisedAt = ReviewRoom.Now.AddHours(-9) });
        await room.ReportAsync(calm, urgent, old);
        await room.Database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(1, "dora", live: "live-9") with { Reason = "imminent_harm", At = ReviewRoom.Now, Target = FlagTarget.Live, TargetId = null });

        var order = new List<string>();
        while (await room.NextAsync(ReviewRoom.Person("ann", Role.Senior, Role.ChildSafety)) is { } next)
            order.Add(next.PolicyName ?? $"flag {next.Queue}");
        var listed = await room.App.GetJsonAsync("/v1/cases?order=priority");

        Assert.Equal(["flag imminent-harm", ReviewRoom.Policy, "money.rings", ReviewRoom.Policy], order);
        Assert.Equal([ReviewRoom.CaseOf(old), ReviewRoom.CaseOf(urgent), ReviewRoom.CaseOf(calm)], listed.GetProperty("items").EnumerateArray().Skip(1).Select(item => item.GetProperty("caseId").GetString()));
    }

    [PostgresFact]
    public async Task Of_overdue_cases_the_longest_overdue_is_listed_and_given_first_however_high_another_ranks()
    {
        var room = await fixture.EmptyAsync();
        var (old, grave) = (ReviewRoom.Report(1) with { RaisedAt = ReviewRoom.Now.AddHours(-9) }, ReviewRoom.Report(2) with { RaisedAt = ReviewRoom.Now.AddHours(-1), Priority = ReportPriority.Urgent });
        await room.ReportAsync(grave, old);

        var listed = (await room.App.GetJsonAsync("/v1/cases?order=priority")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("caseId").GetString()).ToList();
        var given = new[] { (await room.NextAsync(ReviewRoom.Person("ann")))!.CaseId, (await room.NextAsync(ReviewRoom.Person("ann")))!.CaseId };

        Assert.Equal([ReviewRoom.CaseOf(old), ReviewRoom.CaseOf(grave)], given);
        Assert.Equal(given, listed);
    }

    private static bool Same(CaseRow? one, CaseRow? other) =>
        one is not null && other is not null && (one.CaseId, one.Version, one.LeaseReviewer, one.Verdicts, one.Outcome) == (other.CaseId, other.Version, other.LeaseReviewer, other.Verdicts, other.Outcome);

    private static async Task<(int, string)> ShapeAsync(ReviewRoom room, string id) =>
        await room.Store.FindAsync(id, CancellationToken.None) is { } row ? (row.ReportCount, row.Queue) : (0, "");
}
