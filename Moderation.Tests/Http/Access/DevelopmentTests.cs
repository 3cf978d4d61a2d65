using System.Net;
using Moderation.Api.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

[Collection(PeopleTests.Name)]
public sealed class DevelopmentTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [PostgresFact]
    public async Task Whoever_asks_without_credentials_is_the_developer_and_false_ones_are_not_passed_over()
    {
        using var nobody = api.App.With(null);
        using var wrong = api.App.With(Credential.Draw(Credential.KeyPrefix).Text);

        Assert.Equal("developer", (await nobody.AskAsync(HttpMethod.Get, "/v1/access/me")).Body.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.AskAsync(HttpMethod.Get, "/v1/access/me")).Status);
    }

    [PostgresFact]
    public async Task Page_of_another_site_in_the_developers_browser_changes_nothing_and_reads_nothing_by_a_false_name()
    {
        using var client = api.App.With(null);

        var (status, problem) = await client.AskAsync(HttpMethod.Post, "/v1/access/keys", new { }, ("Origin", "https://evil.example"));
        Assert.Equal((HttpStatusCode.Forbidden, "forgery-refused"), (status, problem.Problem()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.AskAsync(HttpMethod.Get, "/v1/reports", null, ("Host", "evil.example"))).Status);
    }
}
