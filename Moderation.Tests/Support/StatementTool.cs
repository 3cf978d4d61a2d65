using System.CommandLine;
using Moderation.Cli.PolicyReports.Statements;

namespace Moderation.Tests.Support;

/// <summary>Runs <c>moderation statements</c> in this process.</summary>
internal static class StatementTool
{
    public static async Task<(int Exit, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = StatementsCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return (exit, output.ToString());
    }
}
