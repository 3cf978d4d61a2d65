using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.PolicyReports;

/// <summary>Statements of every order that the tests inside the shipped sheets lead to.</summary>
public sealed class ShippedStatementTests
{
    public static TheoryData<string> Names => [.. ShippedSheets.Names];

    [Fact]
    public void Shipped_sheets_give_orders_of_every_kind() => Assert.Equal(
        [
            ActionKind.StopRecommending, ActionKind.ThrottleGifts, ActionKind.FreezeGifts, ActionKind.HideMessage, ActionKind.SlowChat, ActionKind.HideTile,
            ActionKind.AgeCheckInvite, ActionKind.PauseLive, ActionKind.CutLive, ActionKind.HoldPayout,
        ],
        ShippedOrders.All.Select(shipped => shipped.Order.Kind).Distinct().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_order_gives_a_statement_that_checker_and_twin_accept(string sheet)
    {
        foreach (var shipped in ShippedOrders.All.Where(order => order.Sheet.Name == sheet && order.Order.Reverses is null))
        {
            var (duty, statement) = StatementWriter.Write(shipped.Facts(), Countries.Unions["EEA"]);

            Assert.Equal(shipped.Order.Kind == ActionKind.AgeCheckInvite ? StatementDuty.RestrictsNothing : StatementDuty.Due, duty);
            Assert.NotNull(statement);
            Assert.Empty(StatementCheck.Check(statement).Select(fault => $"{shipped.Order.Kind} {fault.Field}: {fault.Says}"));
            Assert.Empty(NaiveStatementCheck.WrongFields(JsonSerializer.SerializeToNode(statement, StatementJson.Default.StatementOfReasons)!.AsObject()));
        }
    }

    [Fact]
    public void No_statement_names_anybody_or_the_live()
    {
        foreach (var shipped in ShippedOrders.All)
        {
            if (StatementWriter.Write(shipped.Facts(), Countries.Unions["EEA"]).Statement is not { } statement)
                continue;
            var text = JsonSerializer.Serialize(statement with { Puid = "x" }, StatementJson.Default.StatementOfReasons);
            string?[] names = [shipped.Order.Subject.UserId?.Value, shipped.Order.Subject.OtherUserId?.Value, shipped.Order.MessageId, shipped.Order.ReportId.Value, .. shipped.Order.Verdicts];
            Assert.All(names.OfType<string>(), name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Orders_that_people_confirmed_are_told_apart_from_those_that_a_machine_gave()
    {
        var told = ShippedOrders.All.Where(order => order.Order.Reverses is null)
            .Select(order => (HasVerdict: order.Order.Verdicts.Count > 0, StatementWriter.Write(order.Facts(), ["FR"]).Statement!.AutomatedDecision)).Distinct().ToList();

        Assert.Equal([(false, AutomatedDecision.Fully), (true, AutomatedDecision.Partially)], told.Order());
    }

    [Theory]
    [InlineData("minors.host", ActionKind.ThrottleGifts, "throttle")]
    [InlineData("minors.host", ActionKind.CutLive, "cut")]
    [InlineData("grooming.pattern", ActionKind.HideMessage, "hide")]
    [InlineData("money.circular", ActionKind.HoldPayout, "hold")]
    public void Statement_is_the_one_that_was_written_by_hand(string sheet, ActionKind kind, string file)
    {
        var shipped = ShippedOrders.All.First(order => order.Sheet.Name == sheet && order.Order.Kind == kind && order.Order.Reverses is null);
        var written = JsonSerializer.SerializeToNode(StatementWriter.Write(shipped.Facts(), ["FR", "DE"]).Statement!, StatementJson.Default.StatementOfReasons)!.AsObject();
        var expected = JsonNode.Parse(Repository.Read($"Moderation.Tests/Golden/PolicyReports/{file}.json"))!.AsObject();
        // Ids are derived from calibration too, and reasons have tests of their own.
        Assert.Equal(shipped.Order.ActionId.Value, (string?)written["puid"]);
        Assert.StartsWith(shipped.Order.Reasons[0].Text, (string?)written["decision_facts"], StringComparison.Ordinal);
        written["puid"] = expected["puid"]!.DeepClone();
        written["decision_facts"] = expected["decision_facts"]!.DeepClone();

        Assert.True(JsonNode.DeepEquals(expected, written), written.ToString());
        Assert.Empty(NaiveStatementCheck.WrongFields(expected));
    }
}
