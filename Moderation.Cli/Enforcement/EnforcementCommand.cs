using System.CommandLine;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement</c>: whether orders reach the platform, what waits, and the switches over it.</summary>
internal static class EnforcementCommand
{
    public static Command Create()
    {
        var command = new Command("enforcement", "Whether orders reach the platform, what waits, and the switches over it.")
        {
            EnforcementStatusCommand.Create(),
            ControlHistoryCommand.Create(),
            OrdersCommand.Create(),
            ReverseCommand.Create(),
        };
        foreach (var position in SwitchCommands.Create())
            command.Add(position);
        return command;
    }
}
