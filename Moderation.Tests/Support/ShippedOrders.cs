using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Every order that the tests inside the shipped sheets lead to, with its sheet and its decision.</summary>
internal static class ShippedOrders
{
    public static IReadOnlyList<ShippedOrder> All { get; } = [.. ShippedSheets.Names.Select(ShippedSheets.Compile).SelectMany(OrdersOf)];

    /// <summary>What a statement is written from, as if the platform had been told at once.</summary>
    public static StatementFacts Facts(this ShippedOrder shipped) => new()
    {
        Order = shipped.Order,
        Sheet = shipped.Sheet,
        ReleasedAt = shipped.Order.OrderedAt,
        EpisodeStartedAt = shipped.Decision.EpisodeStartedAt,
        LiveStartedAt = SessionStage.Start,
    };

    private static IEnumerable<ShippedOrder> OrdersOf(CompiledSheet sheet)
    {
        var rungs = sheet.Variants.SelectMany(variant => variant.Ladder).Select(rung => rung.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var test in SheetTest.ReadAll(sheet.Tests, rungs, []))
        {
            var trace = new SessionRun(sheet, ShippedSheets.Rules).Play(test.Script!.Play(ShippedSheets.Rules.Belief.Manifest.Model).Steps);
            foreach (var order in trace.Actions)
                yield return new ShippedOrder(sheet, order, trace.Decisions.First(decision => decision.DecisionId == order.DecisionId));
        }
    }
}

internal sealed record ShippedOrder(CompiledSheet Sheet, ActionRecord Order, DecisionRecord Decision);
