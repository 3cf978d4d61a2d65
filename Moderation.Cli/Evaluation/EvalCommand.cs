using System.CommandLine;
using Moderation.Cli.Evaluation.Text;

namespace Moderation.Cli.Evaluation;

/// <summary><c>eval</c>: measures what ships on data that anyone can bring.</summary>
internal static class EvalCommand
{
    public static Command Create() =>
        new("eval", "Measures models and evidence on your own labelled data.")
        {
            EvalAgeCommand.Create(),
            EvalEvidenceCommand.Create(),
            EvalTextCommand.Create(),
        };
}
