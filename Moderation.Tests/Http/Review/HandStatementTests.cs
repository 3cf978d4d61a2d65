using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Api.Enforcement;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

/// <summary>Statements of reasons of orders that reviewers gave, all the way from the verdict.</summary>
[Collection(PeopleTests.Name)]
public sealed class HandStatementTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private static readonly Moderation.Api.Access.Caller Ann = ReviewRoom.Person("ann"), Bo = ReviewRoom.Person("bo");

    public static TheoryData<ActionKind> Kinds => [.. Enum.GetValues<ActionKind>().Where(kind => kind != ActionKind.HideMessage)];

    [PostgresTheory]
    [MemberData(nameof(Kinds))]
    public async Task Every_order_by_hand_gives_a_statement_that_checker_and_twin_accept_and_that_says_that_a_person_decided(ActionKind kind)
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));

        var (duty, statement) = await StatementAsync(room, kind);

        Assert.Equal(kind == ActionKind.AgeCheckInvite ? "restricts_nothing" : "due", duty);
        Assert.Equal(("AUTOMATED_DECISION_NOT_AUTOMATED", "Yes", "SOURCE_VOLUNTARY"), Source(statement));
        Assert.Equal("terms 4.2", statement.GetProperty("incompatible_content_ground").GetString());
    }

    [PostgresTheory]
    [InlineData(false, "SOURCE_TYPE_OTHER_NOTIFICATION")]
    [InlineData(true, "SOURCE_TRUSTED_FLAGGER")]
    public async Task An_order_because_people_flagged_says_whether_a_trusted_flagger_did_and_that_no_machine_found_it(bool trusted, string source)
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(1, "dora") with { At = ReviewRoom.Now, Trusted = trusted });

        var (duty, statement) = await StatementAsync(room, ActionKind.SlowChat);

        Assert.Equal(("due", ("AUTOMATED_DECISION_NOT_AUTOMATED", "No", source)), (duty, Source(statement)));
        Assert.Equal("STATEMENT_CATEGORY_OTHER_VIOLATION_TC", statement.GetProperty("category").GetString());
    }

    private static (string?, string?, string?) Source(JsonElement statement) =>
        (statement.GetProperty("automated_decision").GetString(), statement.GetProperty("automated_detection").GetString(), statement.GetProperty("source_type").GetString());

    private static async Task<(string? Duty, JsonElement Statement)> StatementAsync(ReviewRoom room, ActionKind kind)
    {
        var action = new VerdictAction { Do = VerdictActionKind.Order, Kind = kind, LastsSeconds = 600, MaxCoinsPerMinute = kind == ActionKind.ThrottleGifts ? 50 : null };
        foreach (var person in new[] { Ann, Bo })
        {
            if (await room.NextAsync(person) is { } held)
                await room.DecideAsync(person, held, VerdictKind.Confirmed, action);
        }

        var order = Assert.Single(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        await room.Database.ProjectAsync(new ActionProjector(), order);
        await room.Database.ProjectAsync(new DispatchProjector(), DispatchRecords.Dispatch(order, DispatchState.Applied));
        var answer = await room.App.GetJsonAsync($"/v1/actions/{order.ActionId}/statement");
        var statement = answer.GetProperty("statement");
        Assert.Empty(StatementCheck.Check(statement).Select(fault => $"{fault.Field}: {fault.Says}"));
        Assert.Empty(NaiveStatementCheck.WrongFields(JsonNode.Parse(statement.GetRawText())!.AsObject()));
        return (answer.GetProperty("duty").GetString(), statement);
    }
}
