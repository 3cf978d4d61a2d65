using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class PolicyLifeTests(PostgresServer server) : PolicyFixture(server)
{
    [PostgresFact]
    public async Task Version_goes_from_draft_to_live_by_two_people_and_its_history_says_how()
    {
        Assert.Equal(HttpStatusCode.Created, (await App.HandInAsync(PolicySheets.Yaml())).Status);
        foreach (var (to, actor) in new[] { ("tested", "ann"), ("shadow", "ann"), ("canary", "bob"), ("live", "carl") })
            Assert.Equal((HttpStatusCode.OK, to), await StateAsync(App.PromoteAsync(1, to, actor, to == "canary" ? 0.1 : null)));

        var policy = await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}");
        Assert.Equal(
            ["promoted canary>live carl", "promoted shadow>canary bob", "promoted tested>shadow ann", "promoted draft>tested ann", "created >draft ann"],
            policy.GetProperty("history").EnumerateArray().Select(Line));
        var version = policy.GetProperty("policy").GetProperty("versions")[0];
        Assert.Equal(("ann", "carl", JsonValueKind.Null), (Text(version, "author"), Text(version, "approvedBy"), version.GetProperty("canaryShare").ValueKind));
        // Shadow, canary and live changed what decides; draft and tested did not.
        Assert.Equal(3, policy.GetProperty("policy").GetProperty("revision").GetInt64());
    }

    [PostgresFact]
    public async Task Author_alone_brings_nothing_to_canary_or_live_and_changes_nothing_by_trying()
    {
        await App.HandInAsync(PolicySheets.Yaml());
        await App.PromoteAsync(1, "tested", "ann");
        await App.PromoteAsync(1, "shadow", "ann");

        foreach (var (to, share) in new[] { ("canary", (double?)0.5), ("live", null) })
        {
            var (status, problem) = await App.PromoteAsync(1, to, "ANN", share);
            Assert.Equal((HttpStatusCode.Forbidden, "urn:moderation:problem:needs-another-person"), (status, Text(problem, "type")));
        }

        Assert.Equal("shadow", Text((await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/versions/1")).GetProperty("version"), "state"));
        Assert.Equal(3, await App.CountAsync("policy_event"));
    }

    [PostgresFact]
    public async Task Steps_are_not_skipped_and_requests_without_sense_are_refused()
    {
        await App.HandInAsync(PolicySheets.Yaml());

        Assert.Equal((HttpStatusCode.Conflict, "urn:moderation:problem:step-refused"), await ProblemAsync(App.PromoteAsync(1, "live", "bob")));
        Assert.Equal((HttpStatusCode.BadRequest, "urn:moderation:problem:invalid-request"), await ProblemAsync(App.PromoteAsync(1, "retired", "bob")));
        Assert.Equal((HttpStatusCode.BadRequest, "urn:moderation:problem:invalid-request"), await ProblemAsync(App.PromoteAsync(1, "tested", null)));
        Assert.Equal((HttpStatusCode.BadRequest, "urn:moderation:problem:invalid-request"), await ProblemAsync(App.PromoteAsync(1, "tested", "Shipped")));
        Assert.Equal((HttpStatusCode.NotFound, "urn:moderation:problem:not-found"), await ProblemAsync(App.PromoteAsync(2, "tested", "bob")));
        Assert.Equal((HttpStatusCode.NotFound, "urn:moderation:problem:not-found"), await ProblemAsync(App.PromoteAsync(1, "tested", "bob", name: "other")));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await App.SendAsync(HttpMethod.Post, $"/v1/policies/{PolicySheets.Name}/versions/1/promote", JsonContent.Create(new { to = "tested", actor = "bob", canaryShre = 1 }))).Status);
        Assert.Equal(1, await App.CountAsync("policy_event"));
    }

    [PostgresFact]
    public async Task New_live_version_retires_the_one_before_and_a_rollback_brings_it_back_whoever_asks()
    {
        await App.MakeLiveAsync(PolicySheets.Yaml(0.8));
        await App.MakeLiveAsync(PolicySheets.Yaml(0.85));
        Assert.Equal(["live", "retired"], await StatesAsync());

        Assert.Equal((HttpStatusCode.OK, "live"), await StateAsync(RollBackAsync("ann")));
        Assert.Equal(["retired", "live"], await StatesAsync());
        Assert.Equal((HttpStatusCode.Conflict, "urn:moderation:problem:step-refused"), await ProblemAsync(RollBackAsync("ann")));
        Assert.Equal(["retired", "live"], await StatesAsync());
    }

    [PostgresFact]
    public async Task Rollback_after_the_live_version_was_retired_brings_that_one_back()
    {
        await App.MakeLiveAsync(PolicySheets.Yaml());
        Assert.Equal((HttpStatusCode.OK, "retired"), await StateAsync(ChangeAsync("versions/1/retire", "ann")));
        Assert.Equal((HttpStatusCode.Conflict, "urn:moderation:problem:step-refused"), await ProblemAsync(ChangeAsync("versions/1/retire", "ann")));

        Assert.Equal((HttpStatusCode.OK, "live"), await StateAsync(RollBackAsync("ann")));
    }

    [PostgresFact]
    public async Task Two_promotions_to_one_stage_at_once_leave_one_version_there()
    {
        foreach (var threshold in new[] { 0.71, 0.72, 0.73, 0.74 })
        {
            var version = (await App.HandInAsync(PolicySheets.Yaml(threshold))).Body.GetProperty("version").GetProperty("version").GetInt32();
            await App.PromoteAsync(version, "tested", "ann");
        }

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(version => App.PromoteAsync(version, "shadow", "ann")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(await StatesAsync(), "shadow");
        Assert.Equal(4, (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}")).GetProperty("policy").GetProperty("revision").GetInt64());
    }

    [PostgresFact]
    public async Task History_cannot_be_rewritten()
    {
        await App.HandInAsync(PolicySheets.Yaml());
        await using var command = App.Database.CreateCommand("update policy_event set actor = 'somebody else'");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> RollBackAsync(string actor) => ChangeAsync("rollback", actor);

    private Task<(HttpStatusCode Status, JsonElement Body)> ChangeAsync(string path, string actor) =>
        App.SendAsync(HttpMethod.Post, $"/v1/policies/{PolicySheets.Name}/{path}", null, actor);

    private async Task<IEnumerable<string?>> StatesAsync() =>
        [.. (await App.GetJsonAsync("/v1/policies")).GetProperty("items")[0].GetProperty("versions").EnumerateArray().Select(version => Text(version, "state"))];

    private static async Task<(HttpStatusCode, string?)> StateAsync(Task<(HttpStatusCode Status, JsonElement Body)> answer) => ((await answer).Status, Text((await answer).Body, "state"));

    private static async Task<(HttpStatusCode, string?)> ProblemAsync(Task<(HttpStatusCode Status, JsonElement Body)> answer) => ((await answer).Status, Text((await answer).Body, "type"));

    private static string Line(JsonElement entry) => $"{Text(entry, "kind")} {Text(entry, "from")}>{Text(entry, "to")} {Text(entry, "actor")}";

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
