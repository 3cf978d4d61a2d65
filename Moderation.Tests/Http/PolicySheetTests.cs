using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class PolicySheetTests(PostgresServer server) : PolicyFixture(server)
{
    private const string Versions = $"/v1/policies/{PolicySheets.Name}/versions";

    [PostgresFact]
    public async Task Sheet_that_does_not_compile_is_refused_with_every_fault_at_its_place()
    {
        var sheet = PolicySheets.Yaml().Replace("belief(under_18) >= 0.8", "beleif(under_18) >= 0.8", StringComparison.Ordinal).Replace("for: 15m, ", "", StringComparison.Ordinal);

        var (status, problem) = await App.HandInAsync(sheet);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("urn:moderation:problem:invalid-sheet", problem.GetProperty("type").GetString());
        var faults = problem.GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(2, faults.Count);
        Assert.Contains("belief", faults[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(Array.FindIndex(sheet.Split('\n'), line => line.Contains("beleif", StringComparison.Ordinal)) + 1, faults[0].GetProperty("line").GetInt32());
        Assert.True(faults[0].GetProperty("column").GetInt32() > 1);
        Assert.Equal(0, await App.CountAsync("policy"));
    }

    [PostgresFact]
    public async Task Sheet_is_kept_as_it_was_written_and_one_that_decides_the_same_is_the_same_version()
    {
        var first = PolicySheets.Yaml(comment: "# the first words");
        Assert.Equal(HttpStatusCode.Created, (await App.HandInAsync(first)).Status);
        Assert.Equal(first, (await App.GetJsonAsync($"{Versions}/1")).GetProperty("yaml").GetString());

        var (status, again) = await App.HandInAsync(PolicySheets.Yaml(comment: "# other words"), "bob");
        Assert.Equal((HttpStatusCode.OK, 1), (status, again.GetProperty("version").GetProperty("version").GetInt32()));
        Assert.Contains("# other words", again.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.Equal("ann", again.GetProperty("version").GetProperty("author").GetString());

        // Once tested, the words stay as they were.
        await App.PromoteAsync(1, "tested", "ann");
        await App.HandInAsync(first);
        Assert.Contains("# other words", (await App.GetJsonAsync($"{Versions}/1")).GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await App.CountAsync("policy_version"));
    }

    [PostgresFact]
    public async Task Json_form_of_a_version_is_that_version()
    {
        await App.HandInAsync(PolicySheets.Yaml());
        var json = (await App.GetJsonAsync($"{Versions}/1")).GetProperty("json").GetRawText();

        var (status, same) = await App.HandInAsync(json, type: "application/json");
        Assert.Equal((HttpStatusCode.OK, 1), (status, same.GetProperty("version").GetProperty("version").GetInt32()));

        var (created, other) = await App.HandInAsync(json.Replace("0.8\"", "0.85\"", StringComparison.Ordinal), type: "application/json");
        Assert.Equal((HttpStatusCode.Created, 2), (created, other.GetProperty("version").GetProperty("version").GetInt32()));
        var hash = other.GetProperty("version").GetProperty("sheetHash").GetString();
        Assert.Equal(hash, (await App.HandInAsync(other.GetProperty("yaml").GetString()!)).Body.GetProperty("version").GetProperty("sheetHash").GetString());
        Assert.Equal(2, (await App.GetJsonAsync($"{Versions}/{hash}")).GetProperty("version").GetProperty("version").GetInt32());
    }

    [PostgresFact]
    public async Task Differences_of_two_versions_are_those_of_their_meaning()
    {
        await App.HandInAsync(PolicySheets.Yaml(0.8, comment: "# one"));
        await App.HandInAsync(PolicySheets.Yaml(0.85, comment: "# two"));

        var changes = (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/diff?from=1&to=2")).GetProperty("changes");

        Assert.Equal(1, changes.GetArrayLength());
        Assert.Equal("ladder[report].when", changes[0].GetProperty("path").GetString());
        Assert.Equal("urn:moderation:problem:not-found", (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/diff?from=1&to=9")).GetProperty("type").GetString());
        Assert.Equal("urn:moderation:problem:invalid-request", (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/diff?from=1")).GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Body_that_is_no_sheet_of_this_policy_is_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await App.HandInAsync(PolicySheets.Yaml(), actor: null)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await App.HandInAsync(PolicySheets.Yaml(name: "another"))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await App.HandInAsync(PolicySheets.Yaml(), type: "application/xml")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await App.HandInAsync(new string('#', 300_000))).Status);
        using var broken = new ByteArrayContent([0x70, 0xff, 0xfe]) { Headers = { ContentType = new("application/yaml") } };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await App.SendAsync(HttpMethod.Post, Versions, broken, "ann")).Status);
        Assert.Equal(0, await App.CountAsync("policy_version"));
    }

    [PostgresFact]
    public async Task Text_is_checked_without_being_stored()
    {
        using var sheet = new StringContent(PolicySheets.Yaml(), Encoding.UTF8, "text/yaml");
        var (status, body) = await App.SendAsync(HttpMethod.Post, "/v1/policies/lint", sheet);
        Assert.Equal((HttpStatusCode.OK, PolicySheets.Name), (status, body.GetProperty("policy").GetString()));
        Assert.InRange(body.GetProperty("cost").GetProperty("largestCondition").GetInt32(), 3, 10);
        // The sheet has a budget of wrongful orders and neither of the other guards.
        var remarks = body.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetProperty("text").GetString()).ToList();
        Assert.Contains(remarks, remark => remark!.Contains("lives_per_hour", StringComparison.Ordinal));
        Assert.DoesNotContain(remarks, remark => remark!.Contains("'wrongful'", StringComparison.Ordinal));
        using var broken = new StringContent("policy: [", Encoding.UTF8, "text/yaml");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await App.SendAsync(HttpMethod.Post, "/v1/policies/lint", broken)).Status);
        Assert.Equal(0, await App.CountAsync("policy"));
    }

    [PostgresFact]
    public async Task Sheet_whose_own_tests_fail_stays_a_draft()
    {
        await using var app = new ModerationApplication(await Server.CreateDatabaseAsync(), "127.0.0.1:1")
        {
            Replace = services => services.AddSingleton<ISheetTester>(new FailingTester()),
        };
        await app.HandInAsync(PolicySheets.Yaml());

        var (status, problem) = await app.PromoteAsync(1, "tested", "bob");

        Assert.Equal((HttpStatusCode.Conflict, "urn:moderation:problem:tests-failed"), (status, problem.GetProperty("type").GetString()));
        Assert.Contains("line 7: it did not report", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("draft", (await app.GetJsonAsync($"{Versions}/1")).GetProperty("version").GetProperty("state").GetString());
    }

    [PostgresFact]
    public async Task Shipped_sheet_is_tested_by_its_own_tests_with_the_decider_itself()
    {
        const string Begging = "solicitation.begging";
        await using var app = new ModerationApplication(
            await Server.CreateDatabaseAsync(), "127.0.0.1:1",
            ("Policies:Directory", Path.Combine(Repository.Root, "policies")), ("Policies:Bootstrap", "None"),
            ("Policies:Calibration", Path.Combine(Repository.Root, "models", "age-evidence", "manifest.json")));
        var shipped = (await app.GetJsonAsync($"/v1/policies/{Begging}/versions/1")).GetProperty("yaml").GetString()!;

        // Tests decide nothing, so this is the same draft in other words.
        Assert.Equal(HttpStatusCode.OK, (await app.HandInAsync(shipped.Replace("by: 80s", "by: 61s", StringComparison.Ordinal).Replace("not_before: 60s, ", "", StringComparison.Ordinal), name: Begging)).Status);
        var (_, failed) = await app.SendAsync(HttpMethod.Post, $"/v1/policies/{Begging}/versions/1/test", null);
        Assert.False(failed.GetProperty("passed").GetBoolean());
        Assert.NotEmpty(failed.GetProperty("tests")[0].GetProperty("failures").EnumerateArray());
        Assert.Equal(HttpStatusCode.Conflict, (await app.PromoteAsync(1, "tested", "ann", name: Begging)).Status);

        Assert.Equal(HttpStatusCode.OK, (await app.HandInAsync(shipped, name: Begging)).Status);
        var (_, passed) = await app.SendAsync(HttpMethod.Post, $"/v1/policies/{Begging}/versions/1/test", null);
        Assert.True(passed.GetProperty("passed").GetBoolean() && passed.GetProperty("coversAll").GetBoolean(), passed.ToString());
        Assert.Equal(HttpStatusCode.OK, (await app.PromoteAsync(1, "tested", "ann", name: Begging)).Status);
    }

    private sealed class FailingTester : ISheetTester
    {
        public SheetTestResponse Test(string yaml) => new()
        {
            Passed = false, CoversAll = false, Gaps = ["no passing test reaches rung report"], Faults = [],
            Tests = [new SheetTestCaseResponse("one", 5, false, [new SheetFaultResponse(7, 3, "it did not report")], [])],
        };
    }
}
