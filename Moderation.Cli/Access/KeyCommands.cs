using System.CommandLine;
using System.Text.Json;
using Moderation.Api.Access.Keys;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Policies;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Cli.Access;

/// <summary><c>moderation access key create|list|revoke</c>.</summary>
internal static class KeyCommands
{
    public static IEnumerable<Command> Create() => [CreateCreate(), CreateList(), CreateRevoke()];

    private static Command CreateCreate()
    {
        var name = new Option<string>("--name") { Description = "What it is for: a-z 0-9 . _ -", Required = true };
        var (roles, expires, api) = (AccessArguments.Roles(), AccessArguments.Expires(), PolicyArguments.Api());
        var mayNameActor = new Option<bool>("--may-name-actor") { Description = "Whoever uses it may say for whom it asks. Four eyes then rest on what is said." };
        var database = new Option<string?>("--database") { Description = "Make it straight in this PostgreSQL database (a connection string), as the first key is; no service is asked." };
        var command = new Command("create", "Makes an API key and prints it; it stands nowhere else.") { name, roles, expires, mayNameActor, database, api };
        command.SetAction(async (parsed, stop) =>
        {
            var request = new KeyRequest
            {
                Name = parsed.GetRequiredValue(name),
                Roles = [.. parsed.GetRequiredValue(roles).Select(WireWord.Parse<Role>)],
                ExpiresAt = TimeProvider.System.GetUtcNow() + parsed.GetRequiredValue(expires),
                MayNameActor = parsed.GetValue(mayNameActor),
            };
            var key = parsed.GetValue(database) is { } connection ? await InsertAsync(connection, request, stop) : await AskAsync(parsed.GetValue(api), request, stop);
            parsed.InvocationConfiguration.Output.WriteLine(key);
        });
        return command;
    }

    private static Command CreateList()
    {
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("list", "API keys, without their secrets.") { api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync("v1/access/keys", stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<string>("id") { Description = "Its id, as `list` shows it." };
        var api = PolicyArguments.Api();
        var command = new Command("revoke", "Ends an API key.") { id, api };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.DeleteAsync($"v1/access/keys/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}", stop);
            parsed.InvocationConfiguration.Output.WriteLine($"{answer.Text("keyId")} ({answer.Text("name")}) is revoked since {answer.Time("revokedAt")}");
        });
        return command;
    }

    private static async Task<string> AskAsync(Uri? address, KeyRequest request, CancellationToken stop)
    {
        using var service = PolicyApi.Open(address);
        return (await service.PostAsync("v1/access/keys", request, stop)).Text("key");
    }

    private static async Task<string> InsertAsync(string connection, KeyRequest request, CancellationToken stop)
    {
        try
        {
            var (key, fault) = await KeyIssue.CreateAsync(connection, request, $"tool:{Environment.UserName}", TimeProvider.System, stop);
            return key ?? throw new ToolException(fault!);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new ToolException("that database has no such table: start the Api on it once", e);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new ToolException($"--database cannot be used: {e.Message}", e);
        }
    }

    private static void Print(JsonElement answer, TextWriter output)
    {
        var table = PolicyOutput.Table("id", "name", "roles", "expires", "last used", "revoked");
        foreach (var key in answer.GetProperty("items").EnumerateArray())
            table.Row(key.Text("keyId"), key.Text("name"), key.Words("roles"), key.Time("expiresAt"), key.Time("lastUsedAt"), key.Time("revokedAt"));
        output.WriteTable(table);
    }
}
