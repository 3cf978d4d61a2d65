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
        root.Add(AgeEvidenceCommand.Create(TimeProvider.System));
        root.Add(Text.TextCommand.Create());
        root.Add(new Command("train", "Learns from an operator's own data.")
        {
            AgeHeadCommand.Create(TimeProvider.System),
            Text.Reviewed.TrainTextCommand.Create(TimeProvider.System),
        });
        return root.Parse(args).InvokeAsync();
    }
}
