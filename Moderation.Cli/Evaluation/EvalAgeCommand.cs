using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Host;
using Moderation.Models.Faces;

namespace Moderation.Cli.Evaluation;

/// <summary>Measures how well apparent age is read from a folder of labelled pictures.</summary>
internal static class EvalAgeCommand
{
    public static Command Create()
    {
        var images = new Option<DirectoryInfo>("--images") { Description = "Folder with JPEG, PNG or WebP pictures, searched with its subfolders.", Required = true };
        images.AcceptExistingOnly();
        var labels = new Option<FileInfo>("--labels")
        {
            Description = "CSV with a header naming at least path (relative to the folder) and age. Without it, file names begin with the age: 23_anything.jpg.",
        };
        labels.AcceptExistingOnly();
        var models = new Option<DirectoryInfo>("--models") { Description = "Folder with the models; the project's own by default." };
        var json = new Option<bool>("--json") { Description = "Print only one line of JSON." };

        var command = new Command("age", "Measure apparent age: error by band, separation of minors, faces not found, time per face.") { images, labels, models, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(images).FullName,
            parsed.GetValue(labels)?.FullName,
            parsed.GetValue(models)?.FullName ?? ModerationHome.Find().Models,
            parsed.GetValue(json)));
        return command;
    }

    private static void Run(string imageFolder, string? labelFile, string modelsFolder, bool json)
    {
        IReadOnlyList<LabelledPicture> pictures;
        try
        {
            pictures = AgeLabels.Read(imageFolder, labelFile);
        }
        catch (FormatException problem)
        {
            throw new ToolException(problem.Message, problem);
        }

        Measure(pictures, modelsFolder, json);
    }

    private static void Measure(IReadOnlyList<LabelledPicture> pictures, string modelsFolder, bool json)
    {
        var options = new FrameScorerOptions();
        using var factory = FrameScorerFactory.Open(modelsFolder, options);
        using var scorer = factory.Create();
        var report = AgeReport.Of(AgeMeasurement.MeasureAll(pictures, scorer, options.Images), factory.Models);
        if (!json)
            AgeReportText.Write(report, Console.Out);
        Console.WriteLine(JsonSerializer.Serialize(report, AgeReportJson.Default.AgeReport));
    }
}
