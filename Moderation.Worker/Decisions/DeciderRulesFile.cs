using Moderation.Core.Decisions;
using Moderation.Core.Decisions.Text;
using Moderation.Core.Evidence;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Decisions;

/// <summary>Reads from disk what decisions depend on besides the log.</summary>
internal static class DeciderRulesFile
{
    private const string Calibration = "age-evidence";

    /// <remarks>Errors: <see cref="FileNotFoundException"/>, or <see cref="FormatException"/> with the field's name.</remarks>
    public static DeciderRules Load(ModelsOptions models, EvidenceOptions evidence, LiveDeciderOptions tracks, BuiltInPolicyOptions policy, TextRules text)
    {
        var manifest = AgeEvidenceManifest.Parse(File.ReadAllBytes(Path.Combine(models.Directory, Calibration, "manifest.json")));
        var prior = models.AgePriorFile is { } file ? AgePrior.ParseCsv(File.ReadAllText(file)) : null;
        return new DeciderRules(new AgeBeliefModel(manifest, prior), evidence, tracks, new BuiltInMinorPolicy(policy), text);
    }
}
