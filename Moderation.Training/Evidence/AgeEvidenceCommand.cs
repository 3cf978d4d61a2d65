using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Fitting;

namespace Moderation.Training.Evidence;

/// <summary><c>age-evidence fit</c>: fits what the belief model needs and writes its manifest.</summary>
internal static class AgeEvidenceCommand
{
    // Pose, expression and light of a live change within tens of seconds, not from frame to frame. The data hold no true sequence
    // to measure it on, so the assumption leans to the side on which more frames prove less.
    private const double AssumedCorrelationSeconds = 15;

    private static readonly double[] Thresholds = [0.8, 0.9, 0.97];

    public static Command Create(TimeProvider time)
    {
        var frames = new Option<FileInfo>("--frames") { Description = "Several frames per face: face,frame,true_age,expected_age,softmax_sd,p_under_18_raw; may be .gz.", Required = true };
        var single = new Option<FileInfo>("--single") { Description = "One reading per face, for ages that --frames does not reach; may be .gz.", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder for manifest.json.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Seed of the folds.", DefaultValueFactory = _ => 1 };
        var date = new Option<DateOnly>("--date") { Description = "Day of the fit.", DefaultValueFactory = _ => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };
        var fit = new Command("fit", "Fits curve, person bias and frame noise; prints held-out calibration; writes manifest.json.") { frames, single, folder, seed, date };
        fit.SetAction(parsed => Fit(
            parsed.GetRequiredValue(frames), parsed.GetRequiredValue(single), parsed.GetRequiredValue(folder),
            parsed.GetValue(seed), parsed.GetValue(date), parsed.InvocationConfiguration.Output));
        return new Command("age-evidence", "How the age model's readings relate to true ages.") { fit };
    }

    private static void Fit(FileInfo frames, FileInfo single, DirectoryInfo folder, int seed, DateOnly date, TextWriter output)
    {
        var faces = AgeFrameTable.ReadFrames(ReadLines(frames));
        var singles = AgeFrameTable.ReadSingles(ReadLines(single));
        var fitted = EvidenceFit.Fit(faces, singles);
        var manifest = HeldOut.With(Template(date, [Describe(frames), Describe(single)]), fitted);
        Print(faces, fitted, output);

        var prior = AgePrior.From(faces.GroupBy(f => f.TrueYears).Select(g => new AgeWeight(g.Key, g.Count())));
        var model = new AgeBeliefModel(manifest, prior);
        output.WriteLine("prior = the faces' own ages:        calibration error   Brier   log loss   AUC   adults/minors at 0.80   0.90   0.97");
        Print("in sample", BeliefScores.Of([.. faces.Select(f => new LabelledBelief(model.Under18(f.MeanReadYears, f.Readings.Count), f.IsMinor))]), output);
        // Each dealing is scored by itself: pooled, the dealings' chance errors would cancel and flatter the figure.
        foreach (var deal in Enumerable.Range(seed, 4))
            Print($"held out, 5 folds, seed {deal}", BeliefScores.Of(HeldOut.Beliefs(faces, singles, manifest, prior, 5, deal)), output);
        Print("product of raw frame posteriors", BeliefScores.Of(NaiveBelief.OfAll(faces)), output);
        Print("frames taken as independent", BeliefScores.Of(NaiveBelief.AsIfIndependent(faces, model)), output);
        output.WriteLine("calibration error after so many frames: held out (worst of four dealings)   in sample   product of raw posteriors   frames as independent");
        foreach (var row in CalibrationByFrames.Of(faces, singles, model, seed))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {row.Frames,-34}{row.HeldOut,9:0.0000}{row.InSample,15:0.0000}{row.NaiveProduct,15:0.0000}{row.Independent,15:0.0000}"));
        }

        folder.Create();
        var path = Path.Combine(folder.FullName, "manifest.json");
        File.WriteAllText(path, manifest.ToJson());
        output.WriteLine($"wrote {path}, hash {AgeEvidenceManifest.Parse(File.ReadAllBytes(path)).Hash}");
    }

    private static AgeEvidenceManifest Template(DateOnly date, IReadOnlyList<SourceFile> data) => new()
    {
        V = AgeEvidenceManifest.CurrentVersion,
        FittedOn = date,
        Model = "faceres-deep",
        ModelFiles =
        [
            new SourceFile("faceres-deep.bin", "b0ea2cc4805891a0f22dc57b06b57806b967831305c40818400fda40aec341f4"),
            new SourceFile("faceres-deep.json", "a98d8d87d533afeb6064822d33c80d45c5eaca4a436cef11c9c2084fff0c0dfe"),
        ],
        Data = data,
        Curve = [],
        PersonBiasYears = 0,
        FrameNoiseYears = 0,
        CorrelationSeconds = AssumedCorrelationSeconds,
        NeededClearFaceSeconds = 8,
        NeededClearFaces = 3,
        Prior = HostPrior.Weights(),
    };

    private static void Print(IReadOnlyList<LabelledFace> faces, FittedEvidence fitted, TextWriter output)
    {
        var (measured, whenIndependent) = EvidenceFit.LagOne(faces);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{faces.Count} faces, {faces.Sum(f => f.Readings.Count)} frames, ages {faces.Min(f => f.TrueYears)} to {faces.Max(f => f.TrueYears)}"));
        output.WriteLine("curve (true -> read years): " + string.Join(", ", fitted.Curve.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.TrueYears} -> {k.ReadYears:0.00}"))));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"person bias {fitted.PersonBiasYears:0.000} years, frame noise {fitted.FrameNoiseYears:0.000} years"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"lag-1 correlation within faces {measured:0.000}; independent frames give {whenIndependent:0.000}: the frames hold no time, {AssumedCorrelationSeconds} s are assumed"));
    }

    private static void Print(string name, BeliefScores scores, TextWriter output)
    {
        var shares = string.Join("   ", Thresholds.Select(t =>
            string.Create(CultureInfo.InvariantCulture, $"{scores.ShareAt(t, minors: false):0.000}/{scores.ShareAt(t, minors: true):0.000}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-34}{scores.CalibrationError,9:0.0000}{scores.Brier,15:0.0000}{scores.LogLoss,9:0.0000}{scores.Auc,9:0.0000}   {shares}"));
    }

    private static SourceFile Describe(FileInfo file) =>
        new(file.Name, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName))));

    private static IEnumerable<string> ReadLines(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var plain = file.Extension == ".gz" ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
