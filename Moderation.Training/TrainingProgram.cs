using System.CommandLine;
using Moderation.Training.Ages;
using Moderation.Training.Evidence;

namespace Moderation.Training;

/// <summary>Makes what ships under <c>models/</c> out of data that does not.</summary>
internal static class TrainingProgram
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Makes age heads, calibrations and text models.");
        root.Add(AgeHeadCommand.Create(TimeProvider.System));
        root.Add(AgeEvidenceCommand.Create(TimeProvider.System));
        root.Add(Text.TextCommand.Create());
        return root.Parse(args).InvokeAsync();
    }
}
