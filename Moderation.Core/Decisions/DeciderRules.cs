using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Moderation.Core.Decisions.Text;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Everything but the log that decisions depend on. Shared by all lives.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed class DeciderRules
{
    /// <summary>Puts the rules together.</summary>
    /// <remarks>Errors: <see cref="ValidationException"/> when options contradict their ranges.</remarks>
    /// <param name="belief">How readings become belief.</param>
    /// <param name="evidence">How readings age.</param>
    /// <param name="tracks">How faces are followed.</param>
    /// <param name="policy">What follows from belief.</param>
    /// <param name="text">What follows from text; null takes the built-in policies with their defaults.</param>
    public DeciderRules(AgeBeliefModel belief, EvidenceOptions evidence, LiveDeciderOptions tracks, IPolicy policy, TextRules? text = null)
    {
        ArgumentNullException.ThrowIfNull(belief);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(policy);
        Validator.ValidateObject(evidence, new ValidationContext(evidence), validateAllProperties: true);
        Validator.ValidateObject(tracks, new ValidationContext(tracks), validateAllProperties: true);
        Belief = belief;
        Evidence = evidence;
        Tracks = tracks;
        Rules = policy;
        Text = text ?? new TextRules(new TextEvidenceOptions(), new TextPolicyOptions(), tracks);
        // The options of evidence and tracks move decisions too: without them the same hash could decide differently on the same log.
        Policy = new PolicyRef(policy.Name, RuleHash.Of(
            policy.Hash,
            belief.Manifest.Hash,
            belief.Prior.Hash,
            RuleHash.Text(evidence.HalfLife),
            RuleHash.Text(evidence.LongestCountedGap),
            RuleHash.Text(tracks.TrackGap),
            RuleHash.Text(tracks.TrackLifetime),
            tracks.LongestStep.ToString("R", CultureInfo.InvariantCulture),
            tracks.MaxTracks.ToString(CultureInfo.InvariantCulture),
            tracks.MaxParticipants.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>How readings become belief.</summary>
    public AgeBeliefModel Belief { get; }

    /// <summary>How readings age.</summary>
    public EvidenceOptions Evidence { get; }

    /// <summary>How faces are followed.</summary>
    public LiveDeciderOptions Tracks { get; }

    /// <summary>What follows from belief.</summary>
    public IPolicy Rules { get; }

    /// <summary>What follows from text.</summary>
    public TextRules Text { get; }

    /// <summary>The policy on belief by name, and by the hash of its rules, calibration, prior and options.</summary>
    public PolicyRef Policy { get; }
}
