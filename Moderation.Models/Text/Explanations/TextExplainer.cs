using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;
using Moderation.Models.Text.Rules;

namespace Moderation.Models.Text.Explanations;

/// <summary>What one word, pair or n-gram adds to a label.</summary>
/// <param name="Form">As the model reads it; <c>&lt;</c> and <c>&gt;</c> mark the ends of a word, brackets a rule.</param>
/// <param name="Weight">What it adds to the linear head's logit of the label; below 0 speaks against it.</param>
public readonly record struct FeatureWeight(string Form, double Weight);

/// <summary>Says which words, pairs and n-grams speak for a label in a line, by the linear heads that were trained on the same features and lines.</summary>
/// <remarks>
/// It explains by a plain model that mostly agrees with the serving one; it does not take the serving one apart. For people on demand,
/// not for every line. Threads: one caller at a time. Ownership: dispose it.
/// </remarks>
public sealed class TextExplainer : IDisposable
{
    private readonly TextModelSpec _spec;
    private readonly InferenceSession _linear;
    private readonly RuleScanner _rules = new();
    private readonly List<RuleMatch> _matches = [];

    private TextExplainer(TextModelSpec spec, InferenceSession linear) => (_spec, _linear) = (spec, linear);

    /// <summary>Loads the linear heads.</summary>
    /// <param name="modelsFolder">The folder that holds <c>text/</c>.</param>
    /// <exception cref="ManifestException">They are not there, or not what the manifest says.</exception>
    public static TextExplainer Open(string modelsFolder)
    {
        var folder = Path.Combine(modelsFolder, "text");
        var named = TextManifest.Load(folder).Linear;
        var file = Path.Combine(folder, named.Path);
        var linear = OnnxFile.Load(file, named.Sha256, TextSession.Maker);
        try
        {
            return new TextExplainer(TextSession.ReadSpec(file, linear.ModelMetadata.CustomMetadataMap), linear);
        }
        catch (Exception)
        {
            linear.Dispose();
            throw;
        }
    }

    /// <summary>The features of a line that move a label most, strongest first.</summary>
    /// <param name="line">The line.</param>
    /// <param name="label">Name of the label.</param>
    /// <param name="most">How many at most.</param>
    /// <exception cref="ArgumentException">The model has no such label.</exception>
    public IReadOnlyList<FeatureWeight> Explain(string line, string label, int most)
    {
        ArgumentNullException.ThrowIfNull(line);
        var head = _spec.Labels.ToList().IndexOf(label);
        if (head < 0)
            throw new ArgumentException($"no label '{label}', only {string.Join(", ", _spec.Labels)}", nameof(label));
        _rules.Scan(line, _matches);
        var features = FeatureTrace.Read(line, _matches, _spec.Features.RowCount);
        if (features.Count == 0)
            return [];
        using var run = new RunOptions();
        using var ids = OrtValue.CreateTensorValueFromMemory(features.Select(f => f.Id).ToArray(), [features.Count]);
        using var results = _linear.Run(run, [TextSession.Ids], [ids], ["weights"]);
        var weights = results[0].GetTensorDataAsSpan<float>().ToArray();
        return
        [
            .. features.Select((feature, place) => (feature.Form, Weight: weights[place * _spec.Labels.Count + head] / Math.Sqrt(features.Count)))
                .GroupBy(f => f.Form, StringComparer.Ordinal)
                .Select(group => new FeatureWeight(group.Key, group.Sum(f => f.Weight)))
                .OrderByDescending(f => Math.Abs(f.Weight)).Take(most),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _linear.Dispose();
}
