using System.CommandLine;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Grammar;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text;

/// <summary><c>text train</c> makes the text model; <c>text grammar</c> shows lines of the grammar.</summary>
internal static class TextCommand
{
    public static Command Create() => new("text", "The text model.") { Train(), GrammarCommand.Create() };

    private static Command Train()
    {
        var written = new Option<DirectoryInfo>("--written") { Description = "Folder of the lines written for this project.", DefaultValueFactory = _ => new DirectoryInfo("training-data") };
        var publicSets = new Option<DirectoryInfo?>("--public") { Description = "Folder of licensed public sets, *.jsonl.gz; their test splits are never read." };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder of the model.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("models", "text")) };
        var seed = new Option<int>("--seed") { Description = "Seed; the same seed and data give the same file.", DefaultValueFactory = _ => new TrainingOptions().Seed };
        written.AcceptExistingOnly();
        var train = new Command("train", "Trains the model, calibrates it, chooses its operating points and writes it.") { written, publicSets, folder, seed };
        train.SetAction(parsed => TextTraining.Run(
            TextCorpus.Read(parsed.GetRequiredValue(written).FullName, parsed.GetValue(publicSets)?.FullName),
            TextTraining.Describe(parsed.GetRequiredValue(written), parsed.GetValue(publicSets)),
            new TrainingOptions { Seed = parsed.GetValue(seed) },
            parsed.GetRequiredValue(folder),
            parsed.InvocationConfiguration.Output));
        return train;
    }
}
