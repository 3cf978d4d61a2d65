using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Api.Policies;

namespace Moderation.Tests.Support;

/// <summary>Sheets for tests of the policies' life, and the requests that take them through it.</summary>
internal static class PolicySheets
{
    public const string Name = "test.minors";

    /// <summary>A sheet that differs from another by its threshold.</summary>
    public static string Yaml(double threshold = 0.8, string name = Name, string comment = "", string budget = "5%") =>
        $$"""
        {{comment}}
        policy: {{name}}
        title: A test
        owner: policy-test
        subject: participant
        ground:
          kind: terms
          text: LIVE is for people aged 18 or over.
          dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS }
        ladder:
          - rung: report
            when: belief(under_18) >= {{threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)}}
          - rung: throttle
            when: belief(under_18) >= 0.95
            do:
              - throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 100 }
        guard:
          wrongful: { at_most: {{budget}}, confidence: 95% }

        """;

    public static Task<(HttpStatusCode Status, JsonElement Body)> HandInAsync(
        this ModerationApplication app, string sheet, string? actor = "ann", string name = Name, string type = "application/yaml") =>
        app.SendAsync(HttpMethod.Post, $"/v1/policies/{name}/versions", new StringContent(sheet, Encoding.UTF8, type), actor);

    public static Task<(HttpStatusCode Status, JsonElement Body)> PromoteAsync(
        this ModerationApplication app, int version, string to, string? actor, double? canaryShare = null, string name = Name) =>
        app.SendAsync(HttpMethod.Post, $"/v1/policies/{name}/versions/{version}/promote", JsonContent.Create(new { to, actor, canaryShare, note = "why not" }));

    /// <summary>Hands a sheet in as Ann and has Bob put it live.</summary>
    public static async Task<int> MakeLiveAsync(this ModerationApplication app, string sheet, string name = Name)
    {
        var version = (await app.HandInAsync(sheet, name: name)).Body.GetProperty("version").GetProperty("version").GetInt32();
        foreach (var to in new[] { "tested", "shadow", "live" })
        {
            var (status, body) = await app.PromoteAsync(version, to, "bob", name: name);
            Assert.True(status == HttpStatusCode.OK, body.ToString());
        }

        return version;
    }
}

/// <summary>Finds that every sheet's tests pass, for tests of what follows from it.</summary>
internal sealed class ContentTester : ISheetTester
{
    public SheetTestResponse Test(string yaml) => new()
    {
        Passed = true, CoversAll = true, Gaps = [], Faults = [], Tests = [new SheetTestCaseResponse("one", 1, true, [], [])],
    };
}
