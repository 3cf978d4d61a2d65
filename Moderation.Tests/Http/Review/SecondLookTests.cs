using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class SecondLookTests(SecondLookFixture fixture) : IClassFixture<SecondLookFixture>
{
    private static readonly Moderation.Api.Access.Caller Ann = ReviewRoom.Person("ann"), Bo = ReviewRoom.Person("bo"), Cy = ReviewRoom.Person("cy");

    [PostgresFact]
    public async Task A_second_look_knows_nothing_of_the_first_and_where_they_disagree_a_third_person_says_what_holds()
    {
        var room = await fixture.EmptyAsync();
        // One of many is chosen; which is not for reviewers to know.
        var reports = Enumerable.Range(1, 300).Select(i => ReviewRoom.Report(i)).ToList();
        await room.ReportAsync(reports);
        while (await room.Claims.ClaimNextAsync(Ann, ["toxicity"], CancellationToken.None) is { } next)
            await room.DecideAsync(Ann, next, VerdictKind.Confirmed);
        var chosen = await room.App.CountAsync("review_case where kind = 'second_review'");
        Assert.InRange(chosen, 1, 60);
        Assert.Null(await room.NextAsync(Ann));

        var look = (await room.NextAsync(Bo))!;
        Assert.Equal("quality", look.Queue);
        await room.DecideAsync(Bo, look, VerdictKind.Overturned);

        // The disagreement alone changes nothing.
        Assert.All(await room.VerdictsAsync(), verdict => Assert.Equal(VerdictKind.Confirmed, verdict.Kind));
        Assert.Null(await room.Claims.ClaimNextAsync(Bo, ["appeals"], CancellationToken.None));
        var third = (await room.Claims.ClaimNextAsync(Cy, ["appeals"], CancellationToken.None))!;
        await room.DecideAsync(Cy, third, VerdictKind.Overturned);

        var last = (await room.VerdictsAsync())[^1];
        Assert.Equal((VerdictKind.Overturned, Cy.Pseudonym, look.LiveId), (last.Kind, last.Reviewer, last.LiveId.Value));
        var agreement = await room.App.GetJsonAsync("/v1/review/agreement");
        Assert.Equal((1, 0), (agreement.GetProperty("all").GetProperty("pairs").GetInt32(), agreement.GetProperty("all").GetProperty("observed").GetDouble()));
        Assert.Equal([Ann.Pseudonym, Bo.Pseudonym], agreement.GetProperty("byReviewer").EnumerateArray().Select(part => part.GetProperty("name").GetString()!).Order());
    }

    [PostgresFact]
    public async Task A_second_look_at_what_not_everybody_may_see_is_not_given_to_everybody()
    {
        var room = await fixture.EmptyAsync();
        var (eve, fay) = (ReviewRoom.Person("eve", Role.ChildSafety), ReviewRoom.Person("fay", Role.ChildSafety));
        await room.ReportAsync(Enumerable.Range(1, 120).Select(i => ReviewRoom.Report(i, policy: "minors.host")));
        while (await room.Claims.ClaimNextAsync(eve, ["child-safety"], CancellationToken.None) is { } next)
            await room.DecideAsync(eve, next, VerdictKind.Confirmed);

        Assert.InRange(await room.App.CountAsync("review_case where kind = 'second_review'"), 1, 60);
        Assert.Equal(0, await room.App.CountAsync("review_case where kind = 'second_review' and queue <> 'child-safety'"));
        Assert.Null(await room.Claims.ClaimNextAsync(Bo, [.. room.App.Services.GetRequiredService<ReviewerCare>().Readable(Bo)], CancellationToken.None));
        Assert.NotNull(await room.Claims.ClaimNextAsync(fay, ["child-safety"], CancellationToken.None));
    }
}
