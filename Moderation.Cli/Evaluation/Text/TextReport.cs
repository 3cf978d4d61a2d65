using System.Text.Json.Serialization;
using Moderation.Models.Faces;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>How well the text model does on labelled lines. The keys of the JSON form are stable.</summary>
/// <param name="Models">What was asked.</param>
/// <param name="Split">Split that was kept; null for all.</param>
/// <param name="Resamples">Draws behind each interval.</param>
/// <param name="Seed">Seed of draws and attacks.</param>
/// <param name="Lines">Lines read.</param>
/// <param name="NotScored">Lines of which nothing was left to read. They are in no number below.</param>
/// <param name="LinesPerSecond">Lines scored in a second of one thread, from text to scores, this machine as busy as it was.</param>
/// <param name="IgnoredLabels">Labels of the files that the model does not have, and on how many lines they stood.</param>
/// <param name="Languages">How the model read the language.</param>
/// <param name="Measures">Per language, source and label.</param>
/// <param name="Clean">Clean lines flagged.</param>
/// <param name="Solicitation">Solicitation in short.</param>
/// <param name="Functional">Functional tests.</param>
/// <param name="Attacks">What disguises cost.</param>
/// <param name="Comparisons">Public systems on the same lines.</param>
internal sealed record TextReport(
    IReadOnlyList<ModelId> Models,
    string? Split,
    int Resamples,
    int Seed,
    int Lines,
    int NotScored,
    double? LinesPerSecond,
    IReadOnlyDictionary<string, int> IgnoredLabels,
    IReadOnlyList<LanguageMeasure> Languages,
    IReadOnlyList<LabelMeasure> Measures,
    IReadOnlyList<CleanMeasure> Clean,
    IReadOnlyList<SolicitationMeasure> Solicitation,
    IReadOnlyList<FunctionalMeasure> Functional,
    IReadOnlyList<AttackMeasure> Attacks,
    IReadOnlyList<SystemComparison> Comparisons);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TextReport))]
internal sealed partial class TextReportJson : JsonSerializerContext;
