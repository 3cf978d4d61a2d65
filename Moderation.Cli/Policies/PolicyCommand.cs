using System.CommandLine;
using Moderation.Cli.Policies.Backtests;
using Moderation.Cli.Policies.Recorded;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy</c>: writing, trying and putting policy sheets to use.</summary>
internal static class PolicyCommand
{
    public static Command Create()
    {
        var command = new Command("policy", "Policy sheets: check, test, compare, try on recorded lives, and put to use.")
        {
            LintCommand.Create(),
            TestCommand.Create(),
            DiffCommand.Create(),
            CostCommand.Create(),
            SchemaCommand.Create(),
            BacktestCommand.Create(),
            ExportCommand.Create(),
            ReplayCommand.Create(),
            ExplainDecisionCommand.Create(),
            ListCommand.Create(),
        };
        foreach (var step in LifecycleCommands.Create())
            command.Add(step);
        return command;
    }
}
