using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Http.Access;

/// <summary>Walks every endpoint of the application as it ships.</summary>
[Collection(PeopleTests.Name)]
public sealed partial class PermissionTests(PostgresServer server) : AccessFixture(server)
{
    private const string Forgotten = "/v1/forgotten";

    [PostgresFact]
    public void Every_endpoint_has_a_permission_or_is_in_the_list_of_open_ones()
    {
        var bare = Endpoints().Where(endpoint => Required(endpoint).Count == 0).Select(endpoint => endpoint.RoutePattern.RawText!).ToHashSet();

        Assert.Equal(OpenRoutes.All.Keys.Order(), bare.Order());
        Assert.True(Endpoints().Count > 40, "the walk found hardly any endpoint");
    }

    [PostgresFact]
    public async Task Nobody_gets_past_401_without_credentials_or_with_false_ones()
    {
        foreach (var key in new[] { null, Credential.Draw(Credential.KeyPrefix).Text, "secret", "" })
        {
            using var client = App.With(key);
            foreach (var (endpoint, method) in Requests())
            {
                using var response = await SendAsync(client, method, endpoint);
                if (OpenRoutes.All.ContainsKey(endpoint.RoutePattern.RawText!))
                    Assert.True(response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), Name(endpoint, method));
                else
                    Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{Name(endpoint, method)} answers {response.StatusCode}");
            }
        }
    }

    [PostgresFact]
    public async Task Each_role_gets_exactly_where_its_permissions_lead()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = App.With(await App.KeyAsync($"walks-{(int)role}", role));
            var held = RolePermissions.Of(role);
            foreach (var (endpoint, method) in Requests().Where(request => Required(request.Endpoint).Count > 0))
            {
                using var response = await SendAsync(client, method, endpoint);
                var text = $"{WireWord.From(role)}: {Name(endpoint, method)} answers {(int)response.StatusCode}";
                if (Required(endpoint).All(held.Contains))
                    Assert.True(response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), text);
                else
                    Assert.True(response.StatusCode == HttpStatusCode.Forbidden, text);
            }
        }
    }

    [PostgresFact]
    public async Task Endpoint_that_says_nothing_answers_nobody()
    {
        var key = await App.KeyAsync("everything", Enum.GetValues<Role>());
        await using var forgetful = ForgetfulApplication(ThroughProxy);
        await forgetful.StartAsync();
        using var client = forgetful.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await ProblemAsync(client, Forgotten));
        client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await ProblemAsync(client, Forgotten));
        Assert.Equal((HttpStatusCode.NotFound, "no-such-endpoint"), await ProblemAsync(client, "/v1/nothing"));
    }

    [PostgresFact]
    public async Task Refusal_names_the_permission_that_is_missing()
    {
        using var client = App.With(await App.KeyAsync("gifts", Role.Service));

        var (status, problem) = await client.AskAsync(HttpMethod.Get, "/v1/reports");

        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), (status, problem.Problem()));
        Assert.Contains("read_reports", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Problem)> ProblemAsync(HttpClient client, string path)
    {
        var (status, body) = await client.AskAsync(HttpMethod.Get, path);
        return (status, body.Problem());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, RouteEndpoint endpoint)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(endpoint.RoutePattern.RawText!, "x"));
        if (method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        // Events go on answering; who is let in shows before that.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static List<Permission> Required(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<RequiredPermission>().Select(one => one.Permission)];

    private static string Name(RouteEndpoint endpoint, string method) => $"{method} {endpoint.RoutePattern.RawText}";

    private List<RouteEndpoint> Endpoints() => [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()];

    private IEnumerable<(RouteEndpoint Endpoint, string Method)> Requests() =>
        from endpoint in Endpoints()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (endpoint, method);

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Parameter();

    /// <summary>An application with an endpoint that somebody added without a word.</summary>
    private static WebApplication ForgetfulApplication(string database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database)).AddSingleton(TimeProvider.System);
        builder.Services.AddProblems();
        builder.Services.AddAccess(builder.Configuration);
        var app = builder.Build();
        app.UseProblems();
        app.UseAccess();
        app.MapGet(Forgotten, () => "everything");
        return app;
    }
}
