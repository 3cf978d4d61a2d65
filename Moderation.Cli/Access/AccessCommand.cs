using System.CommandLine;

namespace Moderation.Cli.Access;

/// <summary><c>moderation access</c>: who may ask the Api for what.</summary>
internal static class AccessCommand
{
    public static Command Create()
    {
        var keys = new Command("key", "API keys, by which programs are known.");
        foreach (var command in KeyCommands.Create())
            keys.Add(command);
        var accounts = new Command("account", "Accounts of people who sign in with a password.");
        foreach (var command in AccountCommands.Create())
            accounts.Add(command);
        return new Command("access", "Who may ask the service for what.") { keys, accounts };
    }
}
