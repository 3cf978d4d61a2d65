using System.CommandLine;
using Moderation.Cli.Access;
using Moderation.Cli.Bench;
using Moderation.Cli.Broker;
using Moderation.Cli.Demo;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Evaluation;
using Moderation.Cli.Evaluation.Text;
using Moderation.Cli.Evidence;
using Moderation.Cli.Host;
using Moderation.Cli.Live;
using Moderation.Cli.ModelFiles;
using Moderation.Cli.Policies;
using Moderation.Cli.Review;
using Moderation.Cli.PolicyReports.Statements;
using Moderation.Cli.Topics;

namespace Moderation.Cli;

/// <summary>The <c>moderation</c> tool. Each family of commands is one class with a <c>Create</c> method, listed here.</summary>
internal static class CliProgram
{
    // Ctrl-C stops Worker, Api and database in order, which may take longer than the library's two seconds
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    public static Task<int> Main(string[] args) => RunAsync(args, Console.Error);

    internal static async Task<int> RunAsync(string[] args, TextWriter error)
    {
        var root = new RootCommand("Moderation of live streams with virtual gifts. Training models is a program of its own: ./moderation train --help.")
        {
            DemoCommand.Create(),
            LiveDemoCommand.Create(),
            UpCommand.Create(),
            DownCommand.Create(),
            StatusCommand.Create(),
            HostCommand.Create(),
            BrokerCommand.Create(),
            TopicsCommand.Create(),
            ModelsCommand.Create(),
            PolicyCommand.Create(),
            EnforcementCommand.Create(),
            AuditCommand.Create(),
            EvidenceCommand.Create(),
            StatementsCommand.Create(),
            AccessCommand.Create(),
            EvalCommand.Create(),
            ExplainCommand.Create(),
            BenchCommand.Create(),
        };
        try
        {
            var configuration = new InvocationConfiguration { ProcessTerminationTimeout = StopPatience, EnableDefaultExceptionHandler = false };
            return await Parse(root, args).InvokeAsync(configuration);
        }
        catch (Exception e) when (ToolFault.Explain(e) is { } line)
        {
            await error.WriteLineAsync($"moderation: {line}");
            return 1;
        }
    }

    /// <remarks>A check of an option's range asks for its value, and the library throws where that is none of the option's type, before it could say so itself.</remarks>
    private static ParseResult Parse(RootCommand root, string[] args)
    {
        try
        {
            return root.Parse(args);
        }
        catch (InvalidOperationException e)
        {
            throw new ToolException(e.Message, e);
        }
    }
}
