using System.CommandLine;

namespace Moderation.Cli.Evaluation;

/// <summary>Commands that measure the models on data which the user brings.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var command = new Command("eval", "Measure the models on your own labelled data.");
        command.Add(EvalAgeCommand.Create());
        return command;
    }
}
