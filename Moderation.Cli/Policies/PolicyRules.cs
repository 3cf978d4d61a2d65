using Moderation.Cli.Host;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;

namespace Moderation.Cli.Policies;

/// <summary>What decisions depend on besides log and policies, as it ships in <c>models/</c>.</summary>
internal static class PolicyRules
{
    /// <exception cref="ToolException">The calibration is missing or cannot be read.</exception>
    public static DeciderRules Load(ModerationHome home)
    {
        var path = Path.Combine(home.Models, "age-evidence", "manifest.json");
        try
        {
            return new DeciderRules(new AgeBeliefModel(AgeEvidenceManifest.Parse(File.ReadAllBytes(path)), null), new EvidenceOptions(), new LiveDeciderOptions());
        }
        catch (FormatException e)
        {
            throw new ToolException($"{path}: {e.Message}", e);
        }
    }
}
