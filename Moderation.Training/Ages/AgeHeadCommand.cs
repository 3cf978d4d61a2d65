using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;

namespace Moderation.Training.Ages;

/// <summary>What an operator asks for.</summary>
/// <param name="Pictures">Folder of the labelled pictures.</param>
/// <param name="LabelFile">Table of labels; null for ages in file names.</param>
/// <param name="Licence">On what terms the pictures may be used.</param>
/// <param name="Models">Folder of the models.</param>
/// <param name="Output">Folder of the head.</param>
/// <param name="Date">Day of the training.</param>
internal sealed record AgeHeadRequest(string Pictures, string? LabelFile, string Licence, string Models, string Output, DateOnly Date);

/// <summary><c>age-head DIR</c>: trains an age head on labelled faces that the operator has rights to.</summary>
internal static class AgeHeadCommand
{
    public static Command Create(TimeProvider time)
    {
        var pictures = new Argument<DirectoryInfo>("DIR") { Description = "Folder with JPEG, PNG or WebP pictures of one face each, searched with its subfolders." };
        pictures.AcceptExistingOnly();
        var labels = new Option<FileInfo>("--labels") { Description = "CSV with a header naming at least path (relative to the folder) and age. Without it, file names begin with the age: 23_anything.jpg." };
        labels.AcceptExistingOnly();
        var licence = new Option<string>("--licence") { Description = "On what terms you may train on these pictures; written into manifest and card.", Required = true };
        licence.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("--licence needs a text: on what terms may you train on these pictures?");
        });
        var models = new Option<DirectoryInfo>("--models") { Description = "Folder with the detector and the age model.", DefaultValueFactory = _ => new DirectoryInfo(DefaultModels()) };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder of the head; age-head beside the other models by default, where the Worker looks for it." };
        var command = new Command("age-head", "Trains an age head on labelled faces you have rights to. Refuses too few of them. Descriptors stay in memory.") { pictures, labels, licence, models, output };
        command.SetAction(parsed => Run(
            new AgeHeadRequest(
                parsed.GetRequiredValue(pictures).FullName,
                parsed.GetValue(labels)?.FullName,
                parsed.GetRequiredValue(licence).Trim(),
                parsed.GetRequiredValue(models).FullName,
                parsed.GetValue(output)?.FullName ?? Path.Combine(parsed.GetRequiredValue(models).FullName, AgeHeadManifest.ModelName),
                DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            new AgeHeadOptions(), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>Trains, or says in one line why not.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(AgeHeadRequest request, AgeHeadOptions options, TextWriter output, TextWriter error)
    {
        try
        {
            Train(request, options, output);
            return 0;
        }
        catch (Exception e) when (Cause(e) is AgeHeadRefusal or ManifestException or FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"moderation: {Cause(e).Message}");
            return 1;
        }
    }

    /// <summary>Several pictures are read at once, and what stops one of them comes wrapped.</summary>
    private static Exception Cause(Exception e) => e is AggregateException { InnerException: { } inner } ? inner : e;

    private static void Train(AgeHeadRequest request, AgeHeadOptions options, TextWriter output)
    {
        var pictures = AgeLabels.Read(request.Pictures, request.LabelFile);

        // a picture gives one face at most, so too few pictures need not be read to be refused
        if (AgeHeadRefusal.Check(options, "pictures", pictures.Select(picture => picture.AgeYears)) is { } refusal)
            throw refusal;
        var reading = new FrameScorerOptions();
        using var source = AgeFeatureSource.Open(request.Models, reading);
        output.WriteLine($"reads the faces of {pictures.Count} pictures");
        var start = Stopwatch.GetTimestamp();
        var intake = FaceIntake.Read(pictures, source, reading.Images);
        output.WriteLine($"{intake.Describe()} ({Seconds(start)})");
        start = Stopwatch.GetTimestamp();
        var head = AgeHeadTrainer.Train(intake.Faces, options);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trained on {head.LabelYears.Count} faces in {head.GroupCount} groups of near-duplicates; L2 weight {head.L2} ({Seconds(start)})"));
        output.WriteLine("measured on faces held out:");
        output.WriteLine(AgeHeadCard.CurveTable(head));
        var manifest = AgeHeadFile.Write(request.Output, head, source.AgeModel, request.Licence, request.Date);
        output.WriteLine($"wrote {request.Output}, {manifest.Onnx.Path} SHA-256 {manifest.Onnx.Sha256}");
    }

    private static string Seconds(long start) => string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");

    private static string DefaultModels() => Path.Combine(Environment.GetEnvironmentVariable("MODERATION_HOME") is { Length: > 0 } home ? home : ".", "models");
}
