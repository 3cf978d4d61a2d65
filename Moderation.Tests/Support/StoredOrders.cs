using System.Globalization;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Orders in the tables of the Api with all that their statements are written from.</summary>
internal static class StoredOrders
{
    /// <summary>Stores a live sheet and orders of it, each sent to the platform a second after it was ordered, and gives the orders.</summary>
    public static async Task<IReadOnlyList<ActionRecord>> StoreOrdersAsync(this ModerationApplication app, int count, Func<int, ActionRecord, ActionRecord>? change = null, DispatchState state = DispatchState.Applied)
    {
        var versions = await app.GetJsonAsync($"/v1/policies/{PolicySheets.Name}");
        if (!versions.TryGetProperty("policy", out _))
            await app.MakeLiveAsync(PolicySheets.Yaml());
        var hash = (await app.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/versions/1")).GetProperty("version").GetProperty("sheetHash").GetString();
        var orders = Enumerable.Range(0, count).Select(i => Order(i) is var order && change is null ? order : change(i, Order(i))).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), orders.Select((order, i) => MoneyRecords.Decision(Report(i), hash) with { DecisionId = order.DecisionId }));
        await app.Database.ProjectAsync(new ActionProjector(), orders);
        await app.Database.ProjectAsync(new DispatchProjector(), orders.Select(order => DispatchRecords.Dispatch(order, state)));
        return orders;
    }

    public static ReportRecord Report(int number) => Records.Report(number, "live-1", PolicySheets.Name);

    public static string Puid(this ActionRecord order) => StatementWriter.Puid(order.ActionId);

    private static ActionRecord Order(int number) => Records.Action(number) with
    {
        ActionId = DerivedId.From<ActionId>("act", "statement", number.ToString(CultureInfo.InvariantCulture)),
        ReportId = Report(number).ReportId,
        Policy = new PolicyRef(PolicySheets.Name, "hash-1"),
        Ground = "LIVE is for people aged 18 or over.",
    };
}
