using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Access;

/// <summary><c>moderation access account create|list|reset</c>.</summary>
internal static class AccountCommands
{
    public static IEnumerable<Command> Create() => [CreateCreate(), CreateList(), CreateReset()];

    private static Command CreateCreate()
    {
        var (name, roles, api) = (AccessArguments.Name(), AccessArguments.Roles(), PolicyArguments.Api());
        var command = new Command("create", "Makes an account and prints its first password, which must be changed when signing in.") { name, roles, api };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PostAsync("v1/access/accounts", new { Name = parsed.GetRequiredValue(name), Roles = parsed.GetRequiredValue(roles) }, stop);
            parsed.InvocationConfiguration.Output.WriteLine(answer.Text("password"));
        });
        return command;
    }

    private static Command CreateList()
    {
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("list", "Accounts, by name.") { api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync("v1/access/accounts", stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreateReset()
    {
        var (name, api) = (AccessArguments.Name(), PolicyArguments.Api());
        var command = new Command("reset", "Prints another first password, takes the authenticator app away, and ends the account's sessions.") { name, api };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PostAsync($"v1/access/accounts/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}:reset", new { }, stop);
            parsed.InvocationConfiguration.Output.WriteLine(answer.Text("password"));
        });
        return command;
    }

    private static void Print(JsonElement answer, TextWriter output)
    {
        var table = PolicyOutput.Table("name", "pseudonym", "roles", "issuer", "app", "locked until", "disabled");
        foreach (var account in answer.GetProperty("items").EnumerateArray())
        {
            table.Row(account.Text("name"), account.Text("pseudonym"), account.Words("roles"), account.Text("issuer"), account.GetProperty("hasTotp").GetBoolean() ? "yes" : "no",
                account.Time("lockedUntil"), account.Time("disabledAt"));
        }

        output.WriteTable(table);
    }
}
