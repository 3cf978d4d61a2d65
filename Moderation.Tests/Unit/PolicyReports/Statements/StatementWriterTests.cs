using Moderation.Core.Policies;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.PolicyReports.Statements;

public sealed class StatementWriterTests
{
    private static readonly CompiledSheet Sheet = SheetCompiler.FromYaml(PolicySheets.Yaml());

    [Fact]
    public void Throttle_of_fifteen_minutes_ends_on_the_day_it_begins()
    {
        var statement = Write(Order(TimeSpan.FromMinutes(15)));

        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 1)), (statement.ApplicationDate, statement.EndDateMonetaryRestriction));
        Assert.EndsWith("The restriction was ordered for 15 minutes.", statement.DecisionFacts, StringComparison.Ordinal);
        Assert.Null(statement.EndDateVisibilityRestriction);
    }

    [Fact]
    public void Order_that_a_person_let_through_at_night_begins_when_it_was_sent_and_never_ends_before()
    {
        var order = Order(TimeSpan.FromMinutes(15)) with { OrderedAt = Records.Noon.AddHours(11.9), ExpiresAt = Records.Noon.AddHours(11.95) };

        var statement = Write(order, facts => facts with { ReleasedAt = Records.Noon.AddHours(12.1), IsConfirmedByPerson = true });

        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)), (statement.ApplicationDate, statement.EndDateMonetaryRestriction));
        Assert.Equal(AutomatedDecision.Partially, statement.AutomatedDecision);
        Assert.Empty(StatementCheck.Check(statement));
    }

    [Fact]
    public void Content_is_of_the_day_on_which_the_live_began_and_never_of_a_later_day_than_the_decision()
    {
        Assert.Equal(new DateOnly(2026, 2, 28), Write(Order(), facts => facts with { LiveStartedAt = Records.Noon.AddDays(-1) }).ContentDate);
        Assert.Equal(new DateOnly(2026, 2, 27), Write(Order(), facts => facts with { EpisodeStartedAt = Records.Noon.AddDays(-2) }).ContentDate);
        Assert.Equal(new DateOnly(2026, 3, 1), Write(Order()).ContentDate);
        Assert.Equal(new DateOnly(2026, 3, 1), Write(Order(), facts => facts with { LiveStartedAt = Records.Noon.AddDays(1) }).ContentDate);
    }

    [Fact]
    public void Order_that_restricted_nothing_needs_no_statement_and_says_why()
    {
        var order = Order();
        Assert.Equal(StatementDuty.Reversal, Duty(order with { Reverses = ActionId.Parse("act-x") }));
        Assert.Equal(StatementDuty.NotReleased, Duty(order, facts => facts with { ReleasedAt = null }));
        Assert.Equal(StatementDuty.Refused, Duty(order, facts => facts with { IsRefused = true }));
        Assert.Equal(StatementDuty.SheetUnknown, Duty(order, facts => facts with { Sheet = null }));
        Assert.Equal(StatementDuty.RestrictsNothing, Duty(order with { Kind = ActionKind.AgeCheckInvite }));
        Assert.Equal(StatementDuty.Due, Duty(order));
        var abroad = SheetCompiler.FromYaml(PolicySheets.Yaml().Replace("subject: participant", "subject: participant\napplies: [US]", StringComparison.Ordinal)
            .Replace("  dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS }", "", StringComparison.Ordinal));
        Assert.Equal(StatementDuty.OutsideUnion, Duty(order, facts => facts with { Sheet = abroad }));
    }

    [Fact]
    public void Id_is_the_orders_own_where_the_database_takes_it_and_derived_where_it_does_not()
    {
        Assert.Equal("act-abc_1", StatementWriter.Puid(ActionId.Parse("act-abc_1")));
        var derived = StatementWriter.Puid(ActionId.Parse("act:abc.1"));
        Assert.Matches("^sor-[a-z2-7]{26}$", derived);
        Assert.Equal(derived, StatementWriter.Puid(ActionId.Parse("act:abc.1")));
        Assert.NotEqual(derived, StatementWriter.Puid(ActionId.Parse("act.abc:1")));
    }

    [Fact]
    public void Texts_that_are_too_long_are_cut_where_a_letter_ends()
    {
        var smileys = string.Concat(Enumerable.Repeat("\U0001F600", 3_000));

        var statement = Write(Order() with { Reasons = [new Reason("long", smileys)] });

        Assert.True(statement.DecisionFacts.Length <= 5_000);
        Assert.DoesNotContain('�', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(statement.DecisionFacts)));
        Assert.Empty(StatementCheck.Check(statement));
    }

    [Fact]
    public void Decision_on_nothing_but_a_flag_was_not_found_by_a_machine()
    {
        var flagged = Order() with { Evidence = new FactEvidenceSummary { Models = [], Facts = [new FactReading("flags.trusted over 10m", 1, "flags")] } };

        Assert.Equal((YesOrNo.No, AutomatedDecision.Fully), (Write(flagged).AutomatedDetection, Write(flagged).AutomatedDecision));
        Assert.Equal(AutomatedDecision.NotAutomated, Write(flagged with { Verdicts = ["v-1"] }).AutomatedDecision);
    }

    private static ActionRecord Order(TimeSpan? lasts = null) => Records.Action(0) with { ExpiresAt = Records.Noon + (lasts ?? TimeSpan.FromMinutes(15)) };

    private static StatementOfReasons Write(ActionRecord order, Func<StatementFacts, StatementFacts>? change = null) => Outcome(order, change).Statement!;

    private static StatementDuty Duty(ActionRecord order, Func<StatementFacts, StatementFacts>? change = null) => Outcome(order, change).Duty;

    private static StatementOutcome Outcome(ActionRecord order, Func<StatementFacts, StatementFacts>? change)
    {
        var facts = new StatementFacts { Order = order, Sheet = Sheet, ReleasedAt = Records.Noon };
        return StatementWriter.Write(change?.Invoke(facts) ?? facts, ["FR"]);
    }
}
