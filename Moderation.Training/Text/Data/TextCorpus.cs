using Moderation.Training.Text.Grammar;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Data;

/// <summary>Everything that a model is made from and judged by while it is made. Test splits are dropped as they are read.</summary>
/// <param name="Train">What it learns from.</param>
/// <param name="Dev">What choices are made by: the second author's lines, and the sets' own development rows.</param>
/// <param name="Written">Folder of the lines written for this project, which holds the grammar too.</param>
internal sealed record TextCorpus(IReadOnlyList<LabelledLine> Train, IReadOnlyList<LabelledLine> Dev, string Written)
{
    /// <summary>Folder of the author whose lines are never trained on.</summary>
    public const string DevAuthor = "author-b";

    private const string AuthorPrefix = "author-";

    // Tests by design, whatever their split says; and scores of other systems, which hold test rows again.
    private static readonly string[] TestOnly = ["hatecheck", "public_baselines"];

    private static readonly string[] NoisySources = ["mlma", "davidson"];

    private static readonly string[] AgreementSources = ["toxifrench_agr"];

    /// <summary>Reads <c>training-data</c> and, where given, the folder of public sets.</summary>
    public static TextCorpus Read(string written, string? publicSets)
    {
        var lines = AuthoredLines.ReadFolder(written, DevAuthor).ToList();
        lines.AddRange(JsonFiles(written).SelectMany(PublicLines.Read));
        if (publicSets is not null)
            lines.AddRange(JsonFiles(publicSets).Where(IsTrainingSet).SelectMany(PublicLines.Read));
        var known = lines.Where(line => line.Labels.Any(label => label is not null)).ToList();
        return new TextCorpus([.. known.Where(l => l.Split == DataSplit.Train)], [.. known.Where(l => l.Split == DataSplit.Dev)], written);
    }

    /// <summary>Whether a line was written for this project by one of its authors.</summary>
    public static bool IsWritten(LabelledLine line) => line.Source.StartsWith(AuthorPrefix, StringComparison.Ordinal);

    /// <summary>Whether a file is a set of JSON lines that may be trained on.</summary>
    public static bool IsTrainingSet(string file) =>
        file.Contains(".jsonl", StringComparison.Ordinal) && !TestOnly.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal));

    /// <summary>The training lines with their weights, and lines from the grammar.</summary>
    public IReadOnlyList<WeightedLine> Weighted(TrainingOptions options)
    {
        var natural = Train.Select(line => new WeightedLine(line, Weight(line, options))).ToList();
        var drawn = GrammarLines.Generate(Written, new GrammarOptions(), GrammarOptions.DefaultCount, options.Seed).ToList();
        var allowed = natural.Sum(line => (double)line.Weight) * options.GrammarShare / (1 - options.GrammarShare);
        var weight = (float)Math.Min(1, allowed / Math.Max(1, drawn.Count));
        return [.. natural, .. drawn.Select(line => new WeightedLine(line, weight))];
    }

    private static float Weight(LabelledLine line, TrainingOptions options)
    {
        if (IsWritten(line))
            return options.WrittenWeight;
        var weight = line.IsFrench ? options.FrenchWeight : options.EnglishWeight;
        if (NoisySources.Contains(line.Source))
            return weight * options.NoisyWeight;
        return AgreementSources.Contains(line.Source) ? weight * options.AgreementWeight : weight;
    }

    private static IEnumerable<string> JsonFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.jsonl*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
