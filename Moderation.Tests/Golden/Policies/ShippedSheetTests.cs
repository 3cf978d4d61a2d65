using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Policies;

/// <summary>The sheets that ship: each holds what <c>docs/policies.md</c> promises of it.</summary>
public sealed class ShippedSheetTests
{
    // What a machine may do by itself: all of it mild, short and undone in one step.
    private static readonly ActionKind[] Mild =
        [ActionKind.StopRecommending, ActionKind.ThrottleGifts, ActionKind.FreezeGifts, ActionKind.SlowChat, ActionKind.HideTile, ActionKind.AgeCheckInvite];

    public static TheoryData<string> Names => [.. ShippedSheets.Names];

    [Fact]
    public void Every_harm_that_the_service_is_for_has_its_sheet() => Assert.Equal(
        [
            "grooming.pattern", "minors.guest", "minors.host", "minors.match", "money.burst_spending", "money.circular",
            "solicitation.begging", "solicitation.diversion", "solicitation.minor_spending", "solicitation.minor_spending_chat",
            "threats.after_refund", "toxicity.one_to_one", "toxicity.person", "toxicity.raid", "toxicity.viewer",
        ],
        ShippedSheets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_own_tests_pass_and_reach_every_rung_every_variant_and_the_unknown_path(string name)
    {
        var report = SheetTester.Run(ShippedSheets.Compile(name), ShippedSheets.Rules, _ => null);
        Assert.Empty(report.Faults);
        Assert.Empty(report.Tests.SelectMany(test => test.Failures.Select(fault => $"{name} {fault.Line}:{fault.Column} ({test.Name}): {fault.Says}")));
        Assert.Empty(report.Coverage.Gaps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_called_as_its_file_and_survives_the_way_to_json_and_back(string name)
    {
        var sheet = ShippedSheets.Compile(name);
        Assert.Equal(name, sheet.Name);
        var again = SheetCompiler.FromJson(sheet.FullJson);
        Assert.Equal(sheet.SheetHash, again.SheetHash);
        Assert.Equal(sheet.FullJson, again.FullJson);
        Assert.Equal(sheet.FullJson, SheetCompiler.FromYaml(again.ToYaml()).FullJson);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_tells_whoever_it_concerns_why_in_english_and_french_and_how_to_appeal(string name)
    {
        var sheet = ShippedSheets.Compile(name);
        Assert.Equal(["en", "fr"], sheet.Notices.Select(notice => notice.Language));
        Assert.All(sheet.Notices, notice => Assert.Contains("{ground}", notice.Text, StringComparison.Ordinal));
        if (sheet.Variants.Any(variant => variant.Ladder.Any(rung => rung.Orders.Count > 0)))
        {
            Assert.All(sheet.Notices, notice => Assert.All(
                new[] { "{what}", "{until}", "{appeal}" }, placeholder => Assert.Contains(placeholder, notice.Text, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_a_ground_in_the_dsas_terms_and_a_budget_of_wrongful_orders(string name)
    {
        var sheet = ShippedSheets.Compile(name);
        Assert.NotNull(sheet.Dsa);
        Assert.NotNull(sheet.GroundReference);
        Assert.NotEmpty(sheet.Approvers);
        Assert.Equal(new WrongfulBudget(0.05, 0.95), sheet.Guards.Wrongful);
        if (sheet.Variants.Any(variant => variant.Ladder.Any(rung => rung.Orders.Count > 0)))
            Assert.True(sheet.Guards is { LivesPerHour: not null, ActionsPerMinute: not null }, "what orders must be bounded over all lives");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_orders_without_people_is_mild_and_ends_within_a_quarter_of_an_hour(string name) =>
        Assert.All(Rungs(name).Where(rung => rung.ConfirmationsNeeded == 0).SelectMany(rung => rung.Orders), order =>
        {
            Assert.Contains(order.Kind, Mild);
            Assert.True(order.Lasts <= TimeSpan.FromMinutes(15) || order.Kind == ActionKind.AgeCheckInvite, $"{order.Kind} lasts {order.Lasts}");
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Cutting_a_live_and_holding_a_payout_take_two_people(string name) =>
        Assert.All(
            Rungs(name).Where(rung => rung.Orders.Any(order => order.Kind is ActionKind.CutLive or ActionKind.HoldPayout)), rung => Assert.Equal(2, rung.ConfirmationsNeeded));

    [Fact]
    public void Judging_grooming_and_threats_is_left_to_people_alone() =>
        Assert.All(
            Rungs("grooming.pattern").Concat(Rungs("threats.after_refund")),
            rung =>
            {
                Assert.Equal(ReportPriority.Urgent, rung.Priority);
                Assert.True(rung.Orders.Count == 0 || rung.ConfirmationsNeeded > 0);
            });

    [Fact]
    public void The_cap_on_gifts_of_an_apparent_minor_is_what_it_always_was()
    {
        foreach (var name in new[] { "minors.host", "minors.guest" })
        {
            var rung = Rungs(name).First(rung => rung.Name == "throttle");
            Assert.Equal(new RungOrder(ActionKind.ThrottleGifts, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), 100), Assert.Single(rung.Orders));
            Assert.Equal((0, TimeSpan.Zero), (rung.ConfirmationsNeeded, rung.For));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_an_innocent_twin_that_must_stay_quiet(string name)
    {
        var quiet = SheetTester.Run(ShippedSheets.Compile(name), ShippedSheets.Rules, _ => null).Tests.Where(test => test.Passed && test.Happened.Count == 0).ToList();
        var expectsNothing = ShippedSheets.Text(name).Split('\n').Count(line => line.Trim() == "expect: nothing");
        Assert.True(expectsNothing >= 1, $"{name} has no test that expects nothing");
        Assert.True(quiet.Count >= expectsNothing);
    }

    private static IEnumerable<CompiledRung> Rungs(string name) => ShippedSheets.Compile(name).Variants.SelectMany(variant => variant.Ladder);
}
