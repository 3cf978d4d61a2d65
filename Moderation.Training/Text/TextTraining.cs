using System.Globalization;
using Moderation.Models.Manifests;
using Moderation.Models.Text;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Export;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text;

/// <summary>Makes the text model from data: trains, calibrates, chooses operating points, writes, and asks the written file again.</summary>
internal static class TextTraining
{
    /// <param name="corpus">What to learn from and judge by.</param>
    /// <param name="data">Files that the corpus was read from, for the model's own record.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="folder">The model's folder, made if need be; its parent is the models folder.</param>
    /// <param name="output">Where progress and measures go.</param>
    public static void Run(TextCorpus corpus, IReadOnlyList<TextModelData> data, TrainingOptions options, DirectoryInfo folder, TextWriter output)
    {
        var lines = corpus.Weighted(options);
        output.WriteLine($"{lines.Count} lines to learn from ({corpus.Train.Count} natural or written, {lines.Count - corpus.Train.Count} from the grammar), {corpus.Dev.Count} to judge by");
        var model = Train(lines, corpus.Weighted(options with { FrenchWeight = options.FilterFrenchWeight }), options, output);
        model.Bag.Bag.Round();
        var dev = ModelAnswers.Of(model, corpus.Dev);
        output.WriteLine("model, area under the curve on development lines");
        DevReport.Write(dev, output);

        var linear = LinearHeads.Train(lines, options);
        output.WriteLine("linear baseline, the same");
        DevReport.Write(ModelAnswers.Of(linear, corpus.Dev, options.Bits), output);

        var calibration = PlattFit.Fit(dev, options.Seed);
        var spec = TextModelFile.Spec(options, OperatingPoints.Choose(dev, calibration), data);
        TextModelFile.Write(folder, model, calibration, linear, spec);
        var (largest, mean) = ServedCheck.Run(folder.Parent!.FullName, dev, calibration);
        output.WriteLine(Line($"wrote {folder.FullName}; the file's scores differ from the trained model's by {mean:0.00000} on average, {largest:0.0000} at most"));
    }

    /// <summary>Names and hashes of every file that a corpus is read from.</summary>
    public static IReadOnlyList<TextModelData> Describe(params IEnumerable<DirectoryInfo?> folders) =>
    [
        .. folders.OfType<DirectoryInfo>()
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => (Name: Path.GetRelativePath(folder.FullName, file.FullName), file.FullName)))
            .Where(file => file.Name.EndsWith(".txt", StringComparison.Ordinal) || file.Name.EndsWith(".grammar", StringComparison.Ordinal) || TextCorpus.IsTrainingSet(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new TextModelData(file.Name, FileHash.Sha256(File.ReadAllBytes(file.FullName)))),
    ];

    /// <summary>Trains filters and the bag's members at the same time, each on one thread, so that a seed gives the same model to the last bit.</summary>
    private static TextNetwork Train(IReadOnlyList<WeightedLine> lines, IReadOnlyList<WeightedLine> filterLines, TrainingOptions options, TextWriter output)
    {
        var told = TextWriter.Synchronized(output);
        Action<int, double> Tell(string what) => (epoch, loss) => told.WriteLine(Line($"{what}, epoch {epoch} of {options.Epochs}: loss {loss:0.0000}"));
        var members = Enumerable.Range(0, options.Members).Select(member =>
            Task.Factory.StartNew(() => new BagTrainer(options with { Seed = options.Seed + member }).Train(lines, Tell($"bag {member + 1}")), TaskCreationOptions.LongRunning)).ToArray();
        var filters = new FilterTrainer(options).Train(filterLines, Tell("filters"));
        return new TextNetwork(BagEnsemble.Join([.. members.Select(member => member.GetAwaiter().GetResult())]), filters, options.FilterShare);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
