using System.CommandLine;

namespace Moderation.Cli.PolicyReports.Statements;

/// <summary><c>moderation statements</c>: statements of reasons for the DSA transparency database.</summary>
internal static class StatementsCommand
{
    public static Command Create() => new("statements", "Statements of reasons for the DSA transparency database: export them, and check files of them.")
    {
        StatementExportCommand.Create(),
        StatementCheckCommand.Create(),
    };
}
