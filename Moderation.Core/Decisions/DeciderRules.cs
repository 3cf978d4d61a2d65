using System.ComponentModel.DataAnnotations;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Everything but the log and the policies that decisions depend on: how samples become evidence. Shared by all lives.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed class DeciderRules
{
    /// <summary>Puts the rules together.</summary>
    /// <remarks>Errors: <see cref="ValidationException"/> when options contradict their ranges.</remarks>
    /// <param name="belief">How readings become belief.</param>
    /// <param name="evidence">How readings age.</param>
    /// <param name="tracks">How faces are followed, and how much one live may hold.</param>
    /// <param name="text">How lines become evidence.</param>
    /// <param name="models">The models whose scores the policies were made for; they are part of the policies' identity.</param>
    public DeciderRules(
        AgeBeliefModel belief, EvidenceOptions evidence, LiveDeciderOptions tracks, TextEvidenceOptions? text = null, IReadOnlyList<ModelRef>? models = null)
    {
        ArgumentNullException.ThrowIfNull(belief);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(tracks);
        (Belief, Evidence, Tracks, Text, Models) = (belief, evidence, tracks, text ?? new TextEvidenceOptions(), models ?? []);
        foreach (var options in new object[] { Evidence, Tracks, Text })
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        // What evidence is made by moves decisions too: without it the same sheet could decide differently on the same log.
        Hash = RuleHash.Of([
            belief.Manifest.Hash,
            belief.Prior.Hash,
            RuleHash.OfOptions(Evidence),
            RuleHash.OfOptions(Tracks),
            RuleHash.OfOptions(Text),
            .. Models.OrderBy(model => model.Name, StringComparer.Ordinal).SelectMany(model => new[] { model.Name, model.Hash }),
        ]);
    }

    /// <summary>How readings become belief.</summary>
    public AgeBeliefModel Belief { get; }

    /// <summary>How readings age.</summary>
    public EvidenceOptions Evidence { get; }

    /// <summary>How faces are followed, and how much one live may hold.</summary>
    public LiveDeciderOptions Tracks { get; }

    /// <summary>How lines become evidence.</summary>
    public TextEvidenceOptions Text { get; }

    /// <summary>The models whose scores the policies were made for.</summary>
    public IReadOnlyList<ModelRef> Models { get; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 over calibration, prior, options and models.</summary>
    public string Hash { get; }

    /// <summary>A policy's identity: the hash of its sheet together with that of the rules.</summary>
    /// <param name="name">Name of the policy.</param>
    /// <param name="sheetHash">Hash of the normalised sheet.</param>
    public PolicyRef Identify(string name, string sheetHash) => new(name, RuleHash.Of(sheetHash, Hash));
}
