using System.Net;
using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class ProblemTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [PostgresFact]
    public async Task Queries_that_cannot_be_used_are_refused_with_the_parameter_and_the_reason()
    {
        (string Path, string Parameter, string Reason)[] cases =
        [
            ("/v1/reports?limit=0", "limit", "1 to 500"),
            ("/v1/reports?limit=501", "limit", "1 to 500"),
            ("/v1/reports?limit=ten", "limit", "whole number"),
            ("/v1/reports?limit=5&limit=6", "limit", "more than once"),
            ("/v1/reports?cursor=zzz", "cursor", "nextCursor"),
            ("/v1/reports?cursor=%F0%9F%98%80", "cursor", "nextCursor"),
            ("/v1/reports?since=yesterday", "since", "2026-01-31T18:05:00Z"),
            ("/v1/reports?since=2026-01-31T18:05:00", "since", "offset"),
            ("/v1/reports?since=2026-13-31T18:05:00Z", "since", "offset"),
            ("/v1/reports?live_id=x", "live_id", "liveId"),
            ("/v1/reports?liveId=a%20b", "liveId", "1 to 128"),
            ("/v1/reports?policy=%00", "policy", "control"),
            ("/v1/reports?subjectKind=Pair", "subjectKind", "participant, author, pair, live"),
            ("/v1/reports?priority=low", "priority", "normal, high, urgent"),
            ("/v1/reports?userId=a%20b", "userId", "1 to 128"),
            ("/v1/actions?kind=CutLive", "kind", "cut_live"),
            ("/v1/actions?active=yes", "active", "true or false"),
            ("/v1/actions?state=sent", "state", "held, released, applied, refused, suppressed, ended"),
            ("/v1/actions?overdue=1", "overdue", "true or false"),
            ("/v1/enforcement/controls?scope=all", "scope", "everything, policy, kind"),
            ("/v1/enforcement/controls?current=yes", "current", "true or false"),
            ("/v1/decisions?stage=draft", "stage", "shadow, canary, live"),
            ("/v1/decisions?effect=none", "effect", "enforced, awaiting_confirmation, recorded, exempt"),
            ("/v1/policies/x/outcomes?from=today", "from", "2026-01-31T18:05:00Z"),
            ("/v1/policies/x/diff?from=1&too=2", "too", "from, to"),
            ("/v1/lives?status=over", "status", "live, ended, all"),
        ];
        foreach (var (path, parameter, reason) in cases)
        {
            var (status, problem) = await GetAsync(path);
            Assert.True(status == HttpStatusCode.BadRequest, path);
            Assert.Equal("urn:moderation:problem:invalid-query", problem.GetProperty("type").GetString());
            Assert.Contains(reason, problem.GetProperty("errors").GetProperty(parameter)[0].GetString(), StringComparison.Ordinal);
            Assert.Contains(parameter, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [PostgresFact]
    public async Task Times_with_any_offset_are_taken()
    {
        foreach (var time in new[] { "2026-01-31T18:05Z", "2026-01-31T18:05:00.123Z", "2026-01-31T18:05:00%2B02:00", "2026-01-31T18:05:00+02:00", "2026-01-31T18:05:00-02:00" })
            Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/v1/reports?since={time}")).Status);
    }

    [PostgresFact]
    public async Task What_is_not_there_is_a_problem_of_its_own_type()
    {
        foreach (var path in new[] { "/v1/reports/rep-none", "/v1/actions/act-none", "/v1/lives/none", "/v1/lives/a%20b" })
        {
            var (status, problem) = await GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal("urn:moderation:problem:not-found", problem.GetProperty("type").GetString());
        }

        var (missing, other) = await GetAsync("/v1/nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Equal("urn:moderation:problem:no-such-endpoint", other.GetProperty("type").GetString());
    }

    [PostgresFact]
    public async Task Description_is_the_one_in_docs()
    {
        var description = await api.App.GetJsonAsync("/openapi/v1.json");
        await StoredDocument.AssertAsync("openapi.json", JsonSerializer.Serialize(description, Indented) + "\n");
    }

    [PostgresFact]
    public async Task Index_says_what_there_is_and_metrics_are_served()
    {
        Assert.Equal("/v1/reports", (await api.App.GetJsonAsync("/v1")).GetProperty("reports").GetString());
        using var client = api.App.CreateClient();
        Assert.Contains("moderation_projection_partitions", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var client = api.App.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        if (!response.IsSuccessStatusCode)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, document.RootElement.Clone());
    }
}
