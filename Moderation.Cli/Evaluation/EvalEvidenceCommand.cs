using System.CommandLine;
using System.IO.Compression;
using Moderation.Cli.Host;
using Moderation.Core.Evidence;

namespace Moderation.Cli.Evaluation;

/// <summary><c>eval evidence</c>: how well the belief agrees with the truth on faces with several frames each, and how the naive product does.</summary>
internal static class EvalEvidenceCommand
{
    public static Command Create()
    {
        var frames = new Option<FileInfo>("--frames")
        {
            Description = "CSV or CSV.gz with the columns face,frame,true_age,expected_age,softmax_sd,p_under_18_raw.",
            Required = true,
        };
        var prior = new Option<FileInfo?>("--prior")
        {
            Description = "CSV with the columns age,weight. Left out, it is the file's own distribution of true ages, one vote per face.",
        };
        var manifest = new Option<FileInfo?>("--manifest") { Description = "Calibration. Left out, it is models/age-evidence/manifest.json." };
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object in the last line." };
        var command = new Command("evidence", "Calibration error of the belief, on all frames of each face, beside the naive product.") { frames, prior, manifest, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(frames), parsed.GetValue(prior), parsed.GetValue(manifest), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(FileInfo frames, FileInfo? priorFile, FileInfo? manifestFile, bool json, TextWriter output)
    {
        var path = manifestFile?.FullName ?? Path.Combine(ModerationHome.Find().Models, "age-evidence", "manifest.json");
        var manifest = Read(path, () => AgeEvidenceManifest.Parse(File.ReadAllBytes(path)));
        var faces = Read(frames.FullName, () => AgeFrameTable.ReadFrames(ReadLines(frames)));
        var prior = priorFile is null
            ? Read(frames.FullName, () => AgePrior.From(faces.GroupBy(f => f.TrueYears).Select(g => new AgeWeight(g.Key, g.Count()))))
            : Read(priorFile.FullName, () => AgePrior.ParseCsv(File.ReadAllText(priorFile.FullName)));
        var evaluation = EvidenceEvaluation.Of(faces, new AgeBeliefModel(manifest, prior), priorFile is null ? "frames" : "file");
        evaluation.WriteTable(output);
        if (json)
            output.WriteLine(evaluation.ToJson());
    }

    /// <summary>Reads a file of the user's; what is wrong with it is told with its name.</summary>
    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new ToolException($"{path}: {e.Message}", e);
        }
    }

    private static IEnumerable<string> ReadLines(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var plain = file.Extension == ".gz" ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
