using System.Text.Json;
using Moderation.Api.Evidence;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

[Collection(PeopleTests.Name)]
public sealed class StatementTests(PostgresServer server) : PolicyFixture(server)
{
    [PostgresFact]
    public async Task Statement_of_an_order_is_valid_and_says_who_confirmed_only_as_automation()
    {
        var orders = await App.StoreOrdersAsync(2);
        await App.Database.ProjectAsync(new LiveProjector(), Records.Live("live-1", 5) with { StartedAt = Records.Noon.AddDays(-1) });
        await App.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, StoredOrders.Report(1), VerdictKind.Confirmed, Records.Noon));

        var (byMachine, confirmed) = (await GetAsync(orders[0]), await GetAsync(orders[1]));

        Assert.Equal(("due", 0), (byMachine.GetProperty("duty").GetString(), byMachine.GetProperty("faults").GetArrayLength()));
        var statement = byMachine.GetProperty("statement");
        Assert.Empty(StatementCheck.Check(statement));
        Assert.Equal((orders[0].ActionId.Value, "AUTOMATED_DECISION_FULLY", "2026-02-28"),
            (statement.GetProperty("puid").GetString(), statement.GetProperty("automated_decision").GetString(), statement.GetProperty("content_date").GetString()));
        Assert.Equal("AUTOMATED_DECISION_PARTIALLY", confirmed.GetProperty("statement").GetProperty("automated_decision").GetString());
        Assert.Equal(30, statement.GetProperty("territorial_scope").GetArrayLength());
        Assert.DoesNotContain("reviewer", confirmed.ToString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Figures_count_as_automatic_what_statements_call_so()
    {
        var flags = new FactReading("flags.count", 3, "");
        var orders = await App.StoreOrdersAsync(8, (i, order) => (i % 4) switch
        {
            0 => order,
            1 => order with { Verdicts = ["v-9"] },
            2 => order with { Policy = order.Policy with { Hash = PolicyRef.ByHand } },
            // Found by viewers alone; every second of these somebody confirmed.
            _ => order with { Verdicts = i == 3 ? ["v-9"] : [], Evidence = ((AgeEvidenceSummary)order.Evidence) with { Models = [], Facts = [flags] } },
        });
        // Before it was sent, and after.
        await App.Database.ProjectAsync(
            new VerdictProjector(TimeProvider.System),
            MoneyRecords.Verdict(1, StoredOrders.Report(0), VerdictKind.Confirmed, Records.Noon), MoneyRecords.Verdict(2, StoredOrders.Report(4), VerdictKind.Confirmed, Records.Noon.AddHours(1)));
        var said = new List<string>();
        foreach (var order in orders)
            said.Add((await GetAsync(order)).GetProperty("statement").GetProperty("automated_decision").GetString()!["AUTOMATED_DECISION_".Length..].ToLowerInvariant());

        var figures = (await App.GetJsonAsync("/v1/policy-reports/summary?from=2026-03-01&to=2026-03-01")).GetProperty("figures").EnumerateArray().ToList();

        Assert.Equal(3, said.Distinct().Count());
        foreach (var word in said.Distinct())
            Assert.Equal(said.Count(one => one == word), figures.Single(figure => figure.GetProperty("by").GetString() == "automated" && figure.GetProperty("name").GetString() == "restrictions" && figure.GetProperty("part").GetString() == word).GetProperty("value").GetInt32());
        var automatic = figures.Single(figure => figure.GetProperty("name").GetString() == "automatic" && figure.GetProperty("by").GetString() == "all");
        Assert.Equal((said.Count(one => one == "fully"), said.Count), (automatic.GetProperty("count").GetInt32(), automatic.GetProperty("of").GetInt32()));
    }

    [PostgresFact]
    public async Task Order_that_needs_no_statement_or_whose_sheet_is_not_stored_says_so()
    {
        var held = await App.StoreOrdersAsync(1, state: DispatchState.Held);
        var refused = await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-refused") }, DispatchState.Refused);
        var strange = await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-strange"), DecisionId = DecisionId.Parse("dec-strange"), Policy = new PolicyRef("no.such", "h") });
        var back = await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-back"), Reverses = order.ActionId });

        Assert.Equal(("not_released", JsonValueKind.Null), await DutyAsync(held[0]));
        Assert.Equal(("refused", JsonValueKind.Null), await DutyAsync(refused[0]));
        Assert.Equal(("sheet_unknown", JsonValueKind.Null), await DutyAsync(strange[0]));
        Assert.Equal(("reversal", JsonValueKind.Null), await DutyAsync(back[0]));
        Assert.Equal("urn:moderation:problem:not-found", (await App.GetJsonAsync("/v1/actions/act-none/statement")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task List_pages_through_the_orders_of_a_time_once_each_and_leaves_out_what_restricted_nobody()
    {
        var orders = await App.StoreOrdersAsync(25, (i, order) => order with { OrderedAt = Records.Noon.AddSeconds(i / 3), ExpiresAt = Records.Noon.AddHours(1) });
        await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-invite"), Kind = ActionKind.AgeCheckInvite, MaxCoinsPerMinute = null });
        await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-held") }, DispatchState.Held);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await App.GetJsonAsync($"/v1/statements?limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("actionId").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(orders.OrderByDescending(order => order.OrderedAt).ThenByDescending(order => order.ActionId.Value, StringComparer.Ordinal).Select(order => order.ActionId.Value), seen);
        // Sent a second after they were ordered: those of the seconds 2 and 3.
        var some = await App.GetJsonAsync("/v1/statements?from=2026-03-01T12:00:03Z&to=2026-03-01T12:00:05Z");
        Assert.Equal(orders.Skip(6).Take(6).Select(order => order.ActionId.Value).Order(), some.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("actionId").GetString()!).Order());
        Assert.Equal("urn:moderation:problem:invalid-query", (await App.GetJsonAsync("/v1/statements?form=2026-03-01T12:00:03Z")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Notice_is_written_in_the_language_that_is_asked_for()
    {
        var orders = await App.StoreOrdersAsync(1);

        var french = await App.GetJsonAsync($"/v1/actions/{orders[0].ActionId}/notice?language=fr");
        var english = await App.GetJsonAsync($"/v1/actions/{orders[0].ActionId}/notice");

        Assert.StartsWith("Jusqu'à 12 h 10 (UTC) le 1er mars 2026 : vous pouvez recevoir des cadeaux pour 100 pièces par minute au plus.", french.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("en", "2026-09-01"), (english.GetProperty("language").GetString(), english.GetProperty("appealBy").GetString()));
        Assert.Contains("The rule: LIVE is for people aged 18 or over.", english.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("urn:moderation:problem:invalid-query", (await App.GetJsonAsync($"/v1/actions/{orders[0].ActionId}/notice?language=de")).GetProperty("type").GetString());
        Assert.Equal("urn:moderation:problem:not-found", (await App.GetJsonAsync("/v1/actions/act-none/notice")).GetProperty("type").GetString());
    }

    private Task<JsonElement> GetAsync(ActionRecord order) => App.GetJsonAsync($"/v1/actions/{order.ActionId}/statement");

    private async Task<(string?, JsonValueKind)> DutyAsync(ActionRecord order)
    {
        var answer = await GetAsync(order);
        return (answer.GetProperty("duty").GetString(), answer.GetProperty("statement").ValueKind);
    }
}
