using System.Net;
using System.Text;
using System.Text.Json;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

/// <summary>In whose name things are changed.</summary>
[Collection(PeopleTests.Name)]
public sealed class ActorTests(PostgresServer server) : AccessFixture(server)
{
    private const string Promote = $"/v1/policies/{PolicySheets.Name}/versions/1/promote";

    [PostgresFact]
    public async Task Four_eyes_look_at_who_is_known_and_not_at_what_is_said()
    {
        using var both = App.With(await App.KeyAsync("both", Role.PolicyAuthor, Role.PolicyApprover));
        using var other = App.With(await App.KeyAsync("other", Role.PolicyApprover));
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(both));
        await ExecuteAsync("update policy_version set state = 'shadow'");

        Assert.Equal("needs-another-person", (await both.AskAsync(HttpMethod.Post, Promote, new { to = "live" })).Body.Problem());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), await ProblemAsync(both.AskAsync(HttpMethod.Post, Promote, new { to = "live", actor = "somebody" })));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), await ProblemAsync(both.AskAsync(HttpMethod.Post, Promote, new { to = "live" }, ("Actor", "somebody"))));
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync(HttpMethod.Post, Promote, new { to = "live" })).Status);

        var version = (await other.AskAsync(HttpMethod.Get, $"/v1/policies/{PolicySheets.Name}/versions/1")).Body.GetProperty("version");
        Assert.Equal(("service:both", "service:other"), (version.GetProperty("author").GetString(), version.GetProperty("approvedBy").GetString()));
    }

    [PostgresFact]
    public async Task Author_does_not_get_past_shadow_and_approver_hands_nothing_in()
    {
        using var author = App.With(await App.KeyAsync("author", Role.PolicyAuthor));
        using var approver = App.With(await App.KeyAsync("approver", Role.PolicyApprover));

        Assert.Equal(HttpStatusCode.Forbidden, await HandInAsync(approver));
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(author));
        await ExecuteAsync("update policy_version set state = 'tested'");
        Assert.Equal(HttpStatusCode.OK, (await author.AskAsync(HttpMethod.Post, Promote, new { to = "shadow" })).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await ProblemAsync(author.AskAsync(HttpMethod.Post, Promote, new { to = "canary", canaryShare = 0.1 })));
        Assert.Equal(HttpStatusCode.OK, (await approver.AskAsync(HttpMethod.Post, Promote, new { to = "canary", canaryShare = 0.1 })).Status);
    }

    [PostgresFact]
    public async Task Key_that_may_name_an_actor_has_to_and_names_no_key_and_no_part_of_the_service()
    {
        using var tool = App.With(await App.KeyAsync("tool", mayNameActor: true, Role.PolicyAuthor, Role.PolicyApprover));

        Assert.Equal(HttpStatusCode.BadRequest, await HandInAsync(tool));
        foreach (var name in new[] { "shipped", "service:tool", " " })
            Assert.Equal(HttpStatusCode.BadRequest, await HandInAsync(tool, name));
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(tool, "ann"));
    }

    private static async Task<HttpStatusCode> HandInAsync(HttpClient client, string? actor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/policies/{PolicySheets.Name}/versions")
        {
            Content = new StringContent(PolicySheets.Yaml(), Encoding.UTF8, "application/yaml"),
        };
        if (actor is not null)
            request.Headers.TryAddWithoutValidation(RequestActor.Header, actor);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Problem)> ProblemAsync(Task<(HttpStatusCode Status, JsonElement Body)> asking)
    {
        var (status, body) = await asking;
        return (status, body.Problem());
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = App.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
