using System.CommandLine;
using Moderation.Cli.Evaluation;

namespace Moderation.Cli;

/// <summary>The <c>moderation</c> tool. Each family of commands is one class with a <c>Create</c> method, listed here.</summary>
internal static class CliProgram
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Moderation of live streams with virtual gifts.")
        {
            ModelFiles.ModelsCommand.Create(),
            EvalCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
