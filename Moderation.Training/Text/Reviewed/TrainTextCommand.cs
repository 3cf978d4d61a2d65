using System.CommandLine;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary><c>train text</c>: continues the text model's training from moderators' decisions.</summary>
internal static class TrainTextCommand
{
    /// <summary>Exit status: the challenger replaced the champion.</summary>
    public const int Swapped = 0;

    /// <summary>Exit status: training did not start, for a reason that the operator can mend.</summary>
    public const int Refused = 2;

    /// <summary>Exit status: the challenger was not better; no file changed.</summary>
    public const int Stayed = 3;

    private const string FolderName = "text";

    public static Command Create(TimeProvider time)
    {
        var reviewed = new Option<FileInfo[]>("--reviewed") { Description = "Export of reviewed lines, JSON lines; may be given several times.", Required = true };
        var consent = new Option<string?>("--consent") { Description = "Your statement that your policy allows training on these lines, with the policy's name; instead of the files' first line." };
        var written = new Option<DirectoryInfo>("--written") { Description = "Folder of the lines written for this project.", DefaultValueFactory = _ => new DirectoryInfo("training-data") };
        var publicSets = new Option<DirectoryInfo?>("--public") { Description = "Folder of the public sets that the model was made from; they are rehearsed and judge too." };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder of the served model, which the challenger replaces if it is better.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("models", FolderName)) };
        var seed = new Option<int>("--seed") { Description = "Seed; the same seed, data and model give the same file.", DefaultValueFactory = _ => new TrainingOptions().Seed };
        var date = new Option<DateOnly>("--date") { Description = "Day of the training, for the card.", DefaultValueFactory = _ => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };
        reviewed.AcceptExistingOnly();
        written.AcceptExistingOnly();
        folder.AcceptExistingOnly();
        folder.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<DirectoryInfo>()?.Name != FolderName)
                result.AddError($"--out names a folder '{FolderName}': the service looks for no other");
        });
        var command = new Command("text", "Continues the text model from reviewed lines; it is replaced only by a better one. Exit status 0 replaced, 2 refused, 3 not better.")
        {
            reviewed, consent, written, publicSets, folder, seed, date,
        };
        command.SetAction(parsed => Run(
            () => parsed.GetRequiredValue(reviewed).Select(file => ReviewedExports.Read(file.FullName, parsed.GetValue(consent))).ToList(),
            exports => ReviewedTraining.Run(
                TextCorpus.Read(parsed.GetRequiredValue(written).FullName, parsed.GetValue(publicSets)?.FullName), exports, parsed.GetRequiredValue(folder),
                new ReviewedOptions { Seed = parsed.GetValue(seed) }, parsed.GetValue(date), parsed.InvocationConfiguration.Output),
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(Func<List<ReviewedExport>> read, Func<List<ReviewedExport>, bool> train, TextWriter error)
    {
        try
        {
            return train(read()) ? Swapped : Stayed;
        }
        catch (TrainingRefusal refusal)
        {
            error.WriteLine(refusal.Message);
            return Refused;
        }
    }
}
