using System.CommandLine;
using System.Net;
using Moderation.Cli;
using Moderation.Cli.Access;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

/// <summary>The tool on a database that nobody has a key to.</summary>
[Collection(PeopleTests.Name)]
public sealed class AccessCommandTests(PostgresServer server) : AccessFixture(server)
{
    [PostgresFact]
    public async Task First_key_is_made_in_the_database_and_lets_its_owner_make_the_others()
    {
        using var nobody = App.With(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.AskAsync(HttpMethod.Get, "/v1/access/keys")).Status);

        using var first = App.With(await CreateAsync("first", "--role", "admin", "--expires", "12h"));

        var (status, body) = await first.AskAsync(HttpMethod.Post, "/v1/access/keys", new { name = "second", roles = new[] { "auditor" }, expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) });
        Assert.Equal(HttpStatusCode.Created, status);
        using var second = App.With(body.GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await second.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        var made = (await second.AskAsync(HttpMethod.Get, "/v1/access/events")).Body.GetProperty("items")[1];
        Assert.Equal(($"tool:{Environment.UserName}", "first: admin"), (made.GetProperty("actor").GetString(), made.GetProperty("detail").GetString()));
    }

    [PostgresFact]
    public async Task Refusals_are_one_sentence()
    {
        await CreateAsync("first", "--role", "admin", "--expires", "12h");

        Assert.Contains("can be used already", (await Assert.ThrowsAsync<ToolException>(() => CreateAsync("first", "--role", "admin", "--expires", "12h"))).Message, StringComparison.Ordinal);
        Assert.Contains("within two years", (await Assert.ThrowsAsync<ToolException>(() => CreateAsync("late", "--role", "admin", "--expires", "999d"))).Message, StringComparison.Ordinal);
        var empty = await Server.CreateDatabaseAsync(migrated: false);
        Assert.Contains("start the Api on it once", (await Assert.ThrowsAsync<ToolException>(() => CreateOnAsync(empty, "x", "--role", "admin", "--expires", "12h"))).Message, StringComparison.Ordinal);
        Assert.NotEmpty(AccessCommand.Create().Parse(["key", "create", "--name", "x", "--role", "king", "--expires", "12h"]).Errors);
        Assert.NotEmpty(AccessCommand.Create().Parse(["key", "create", "--name", "x", "--role", $"{nameof(Role.Admin)}", "--expires", "12"]).Errors);
    }

    private Task<string> CreateAsync(string name, params string[] rest) => CreateOnAsync(ThroughProxy, name, rest);

    private static async Task<string> CreateOnAsync(string database, string name, params string[] rest)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output };
        await AccessCommand.Create().Parse(["key", "create", "--name", name, "--database", database, .. rest]).InvokeAsync(configuration);
        return output.ToString().Trim();
    }
}
