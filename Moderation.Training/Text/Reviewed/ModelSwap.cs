using Moderation.Training.Text.Export;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary>What is written of a model.</summary>
/// <param name="Model">Parameters, calibration, spec.</param>
/// <param name="Linear">Heads that explain it.</param>
/// <param name="Answers">Its answers before it was written, to check the file by.</param>
internal sealed record TrainedModel(Contestant Model, LinearHeads Linear, ModelAnswers Answers);

/// <summary>Puts a model in the place of another. Until the new one is written and has answered as it should, the old one stays untouched.</summary>
internal static class ModelSwap
{
    private const string Card = "card.md";

    /// <summary>Where the replaced model is kept.</summary>
    public static string PreviousOf(DirectoryInfo folder) => folder.FullName + ".previous";

    /// <param name="folder">The model's folder.</param>
    /// <param name="trained">The new model.</param>
    /// <param name="cardSection">What is added to its card.</param>
    /// <exception cref="InvalidDataException">The written file does not answer as the trained model does; nothing was replaced.</exception>
    public static void Run(DirectoryInfo folder, TrainedModel trained, string cardSection)
    {
        // beside the folder, so that a rename stays on one file system
        var workshop = new DirectoryInfo(Path.Combine(folder.Parent!.FullName, $".{folder.Name}.challenger"));
        if (workshop.Exists)
            workshop.Delete(recursive: true);
        try
        {
            Replace(folder, Write(folder, workshop, trained, cardSection), workshop);
        }
        finally
        {
            workshop.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Write(DirectoryInfo folder, DirectoryInfo workshop, TrainedModel trained, string cardSection)
    {
        var next = workshop.CreateSubdirectory(folder.Name);
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(next.FullName, Path.GetRelativePath(folder.FullName, file.FullName)));
            copy.Directory!.Create();
            file.CopyTo(copy.FullName);
        }

        var (model, linear, answers) = trained;
        TextModelFile.Write(next, model.Model, model.Calibration, linear, model.Spec);
        ServedCheck.Run(workshop.FullName, answers, model.Calibration);
        var card = Path.Combine(next.FullName, Card);
        File.AppendAllText(card, File.Exists(card) ? cardSection : $"# {folder.Name}\n{cardSection}");
        return next;
    }

    private static void Replace(DirectoryInfo folder, DirectoryInfo next, DirectoryInfo workshop)
    {
        var (served, previous) = (folder.FullName, PreviousOf(folder));
        if (Directory.Exists(previous))
            Directory.Move(previous, Path.Combine(workshop.FullName, "older"));
        Directory.Move(served, previous);
        try
        {
            Directory.Move(next.FullName, served);
        }
        catch (IOException)
        {
            Directory.Move(previous, served);
            throw;
        }
    }
}
