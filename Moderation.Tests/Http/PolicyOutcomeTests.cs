using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.PolicyReports;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class PolicyOutcomeTests(PostgresServer server) : PolicyFixture(server)
{
    [PostgresFact]
    public async Task Version_whose_orders_reviewers_overturn_waits_for_people_until_somebody_else_reinstates_it()
    {
        var hash = await GoLiveAsync();
        await DecideAsync(hash, 12, i => i < 9 ? VerdictKind.Overturned : VerdictKind.Confirmed);

        Assert.Equal(1, await CheckAsync());
        Assert.Equal(0, await CheckAsync());

        var policy = await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}");
        Assert.True(policy.GetProperty("policy").GetProperty("humanConfirmOnly").GetBoolean());
        var demotion = policy.GetProperty("history")[0];
        Assert.Equal(("demoted", "wrongful-bound"), (demotion.GetProperty("kind").GetString(), demotion.GetProperty("actor").GetString()));
        Assert.Contains("9 of 12 reviewed orders were wrongful; the budget is 5%", demotion.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.True((await NewestToldAsync()).Versions.Single().HumanConfirmOnly);

        Assert.Equal(HttpStatusCode.Forbidden, (await ReinstateAsync("ann")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReinstateAsync("bob")).Status);
        Assert.False((await NewestToldAsync()).Versions.Single().HumanConfirmOnly);
        // What was said before is no longer held against it.
        Assert.Equal(0, await CheckAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await ReinstateAsync("bob")).Status);
    }

    [PostgresFact]
    public async Task Version_whose_orders_reviewers_confirm_goes_on()
    {
        var hash = await GoLiveAsync();
        await DecideAsync(hash, 60, i => i % 30 == 7 ? VerdictKind.Overturned : VerdictKind.Confirmed);

        Assert.Equal(0, await CheckAsync());
        Assert.False((await NewestToldAsync()).Versions.Single().HumanConfirmOnly);
    }

    [PostgresFact]
    public async Task Only_automatic_orders_of_the_version_are_held_against_it()
    {
        var hash = await GoLiveAsync();
        await DecideAsync(hash, 12, _ => VerdictKind.Overturned, DecisionEffect.AwaitingConfirmation);
        await DecideAsync("0123456789abcdef", 12, _ => VerdictKind.Overturned, first: 100);
        // Overturned first, and upheld on a second look: the last word counts.
        await DecideAsync(hash, 12, _ => VerdictKind.Overturned, first: 200);
        await App.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), Enumerable.Range(200, 12).Select(i => MoneyRecords.Verdict(1000 + i, Report(i), VerdictKind.Confirmed)));

        Assert.Equal(0, await CheckAsync());
    }

    [PostgresFact]
    public async Task Outcomes_count_what_became_of_each_version()
    {
        var hash = await GoLiveAsync();
        await DecideAsync(hash, 4, i => (VerdictKind?)(i switch { 0 => VerdictKind.Overturned, 1 => VerdictKind.Undecided, 2 => VerdictKind.Confirmed, _ => null }));
        await DecideAsync(hash, 2, _ => null, DecisionEffect.Exempt, first: 50);
        await DecideAsync(hash, 3, _ => null, DecisionEffect.Recorded, first: 60);
        await DecideAsync("0123456789abcdef", 1, _ => null, first: 70);

        var versions = (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/outcomes")).GetProperty("versions");

        Assert.Equal(2, versions.GetArrayLength());
        var known = versions[0];
        Assert.Equal(1, known.GetProperty("version").GetInt32());
        Assert.Equal("""{"enforced":4,"awaitingConfirmation":0,"recorded":3,"exempt":2}""", known.GetProperty("decisions").GetRawText());
        Assert.Equal("""{"upheld":1,"overturned":1,"undecided":1,"notReviewed":1}""", known.GetProperty("reviews").GetRawText());
        Assert.Equal((4, """{"throttle_gifts":4}"""), (known.GetProperty("reports").GetInt32(), known.GetProperty("orders").GetRawText()));
        Assert.Equal((2, 1, 0.05), (known.GetProperty("budget").GetProperty("reviewed").GetInt32(), known.GetProperty("budget").GetProperty("wrongful").GetInt32(), known.GetProperty("budget").GetProperty("atMost").GetDouble()));
        Assert.Equal((JsonValueKind.Null, 1), (versions[1].GetProperty("version").ValueKind, versions[1].GetProperty("decisions").GetProperty("enforced").GetInt32()));

        // Decision i is of second i after noon.
        var later = (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/outcomes?from=2026-03-01T12:00:02Z&to=2026-03-01T12:00:04Z")).GetProperty("versions")[0];
        Assert.Equal(2, later.GetProperty("decisions").GetProperty("enforced").GetInt32());
        Assert.Equal("urn:moderation:problem:not-found", (await App.GetJsonAsync("/v1/policies/no.such/outcomes")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Decision_is_explained_by_its_sheet_its_facts_and_its_verdicts()
    {
        var hash = await GoLiveAsync();
        await DecideAsync(hash, 2, _ => VerdictKind.Confirmed);
        var id = Report(0).DecisionId;

        var explained = await App.GetJsonAsync($"/v1/decisions/{id}");

        Assert.Equal((1, PolicySheets.Yaml()), (explained.GetProperty("version").GetInt32(), explained.GetProperty("sheet").GetString()));
        Assert.Equal("received.coins over 2m", explained.GetProperty("decision").GetProperty("evidence").GetProperty("facts")[1].GetProperty("name").GetString());
        Assert.Equal("confirmed", explained.GetProperty("verdicts")[0].GetProperty("kind").GetString());
        Assert.Equal("urn:moderation:problem:not-found", (await App.GetJsonAsync("/v1/decisions/dec-none")).GetProperty("type").GetString());
    }

    // The guard looks by itself too; here the tests ask it, so that they know when it has looked.
    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(BudgetGuard)));
        services.AddSingleton<BudgetGuard>();
    }

    private async Task<string> GoLiveAsync()
    {
        await App.MakeLiveAsync(PolicySheets.Yaml());
        return (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/versions/1")).GetProperty("version").GetProperty("sheetHash").GetString()!;
    }

    private static ReportRecord Report(int number) => Records.Report(number, "live-1", PolicySheets.Name);

    private async Task DecideAsync(string hash, int count, Func<int, VerdictKind?> verdict, DecisionEffect effect = DecisionEffect.Enforced, int first = 0)
    {
        var reports = Enumerable.Range(first, count).Select(Report).ToList();
        var decisions = reports.Select(report => MoneyRecords.Decision(report, hash, effect)).ToList();
        await App.Database.ProjectAsync(new DecisionProjector(), decisions);
        if (effect is DecisionEffect.Recorded or DecisionEffect.Exempt)
            return;
        await App.Database.ProjectAsync(Projectors.Reports(), reports);
        if (effect == DecisionEffect.Enforced)
            await App.Database.ProjectAsync(new ActionProjector(), decisions.Select((decision, i) => MoneyRecords.Order(first + i, decision)));
        await App.Database.ProjectAsync(
            new VerdictProjector(TimeProvider.System),
            reports.Select((report, i) => (report, kind: verdict(i), number: first + i)).Where(one => one.kind is not null).Select(one => MoneyRecords.Verdict(one.number, one.report, one.kind!.Value)));
    }

    private Task<int> CheckAsync() => App.Services.GetRequiredService<BudgetGuard>().CheckAsync(CancellationToken.None);

    private Task<(HttpStatusCode Status, JsonElement Body)> ReinstateAsync(string actor) =>
        App.SendAsync(HttpMethod.Post, $"/v1/policies/{PolicySheets.Name}/versions/1/reinstate-automatic", JsonContent.Create(new { actor }));

    private async Task<PolicyRecord> NewestToldAsync()
    {
        await using var command = App.Database.CreateCommand("select value from outbox where topic = 'moderation.policies' order by outbox_id desc limit 1");
        return JsonSerializer.Deserialize((string)(await command.ExecuteScalarAsync())!, WireJson.Default.PolicyRecord)!;
    }
}
