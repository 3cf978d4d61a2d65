using System.CommandLine;

namespace Moderation.Cli.Evaluation;

/// <summary><c>eval</c>: measures what ships on data that anyone can bring.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var command = new Command("eval", "Measures models and evidence on labelled data.");
        command.Add(EvalAgeCommand.Create());
        command.Add(EvalEvidenceCommand.Create());
        return command;
    }
}
