using System.Text.Json;
using Microsoft.Extensions.Options;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>Reads what decisions depend on besides log and policies, as the deciders read it: calibration, prior, settings, and which models are in use.</summary>
/// <remarks>Ids of decisions and reports are made with the hash of these rules: whoever wants to find the deciders' own must have the very same.</remarks>
internal sealed class DeciderRulesReader(
    IOptions<PolicyOptions> policies, IOptions<EvidenceOptions> evidence, IOptions<LiveDeciderOptions> tracks, IOptions<TextEvidenceOptions> text)
{
    private const string Manifest = "manifest.json";
    private const string TextModel = "text";
    private const string AgeHead = "age-head";

    /// <summary>Digits of a model's hash that signals carry.</summary>
    private const int HashLength = 16;

    private readonly PolicyOptions _options = policies.Value;

    /// <summary>The rules.</summary>
    /// <exception cref="FormatException">A file is missing or cannot be read; the message names it.</exception>
    public DeciderRules Read()
    {
        var manifest = ReadFile(_options.Calibration, nameof(PolicyOptions.Calibration), bytes => AgeEvidenceManifest.Parse(bytes));
        return Rules(manifest, [.. Models(manifest.Model)]);
    }

    /// <summary>The rules for made-up sessions, which no model has scored; null where there is no calibration.</summary>
    public DeciderRules? ReadWithoutModels() =>
        File.Exists(_options.Calibration) ? Rules(AgeEvidenceManifest.Parse(File.ReadAllBytes(_options.Calibration)), []) : null;

    private DeciderRules Rules(AgeEvidenceManifest manifest, IReadOnlyList<ModelRef> models)
    {
        var prior = _options.AgePriorFile is { } file
            ? ReadFile(file, nameof(PolicyOptions.AgePriorFile), bytes => AgePrior.ParseCsv(System.Text.Encoding.UTF8.GetString(bytes)))
            : null;
        return new DeciderRules(new AgeBeliefModel(manifest, prior), evidence.Value, tracks.Value, text.Value, models);
    }

    /// <summary>The models whose scores thresholds were chosen for, as signals name them.</summary>
    private IEnumerable<ModelRef> Models(string ageModel)
    {
        yield return Model(TextModel);
        yield return Model(ageModel);
        if (File.Exists(Path.Combine(_options.Models, AgeHead, Manifest)))
            yield return Model(AgeHead);
    }

    private ModelRef Model(string name) => ReadFile(Path.Combine(_options.Models, name, Manifest), nameof(PolicyOptions.Models), bytes =>
    {
        using var manifest = JsonDocument.Parse(bytes);
        var hash = manifest.RootElement.GetProperty("onnx").GetProperty("sha256").GetString();
        return hash is { Length: >= HashLength } ? new ModelRef(name, hash[..HashLength]) : throw new FormatException("onnx.sha256 is no hash");
    });

    private static T ReadFile<T>(string path, string option, Func<byte[], T> read)
    {
        try
        {
            return read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{path} ({PolicyOptions.Section}:{option}): {e.Message}", e);
        }
    }
}
