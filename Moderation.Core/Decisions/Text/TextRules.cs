using System.ComponentModel.DataAnnotations;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>What decisions about text depend on besides the log: how evidence is kept, and the built-in policies.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed class TextRules
{
    private readonly IReadOnlyList<BoundTextPolicy>[] _byRole;

    /// <summary>Puts the rules together.</summary>
    /// <remarks>Errors: <see cref="ValidationException"/> when options contradict their ranges.</remarks>
    /// <param name="evidence">How lines become evidence.</param>
    /// <param name="policies">Thresholds.</param>
    /// <param name="tracks">How many people one live may hold, which moves whose line is whose.</param>
    public TextRules(TextEvidenceOptions evidence, TextPolicyOptions policies, LiveDeciderOptions tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policies);
        Validator.ValidateObject(evidence, new ValidationContext(evidence), validateAllProperties: true);
        Validator.ValidateObject(policies, new ValidationContext(policies), validateAllProperties: true);
        Evidence = evidence;
        ITextPolicy[] all =
        [
            new ToxicityPolicy(policies.Toxicity, policies.Hysteresis),
            new RaidPolicy(policies.Raid, policies.Hysteresis),
            new BeggingPolicy(policies.Begging, policies.Hysteresis),
            new MinorSpendingPolicy(policies.MinorSpending, policies.Hysteresis),
            new DiversionPolicy(policies.Diversion),
            new GroomingPolicy(policies.Grooming),
        ];
        var shared = RuleHash.Of(RuleHash.OfOptions(evidence), RuleHash.OfOptions(tracks));
        Rules = [.. all.Select(policy => new BoundTextPolicy(policy, new PolicyRef(policy.Name, RuleHash.Of(policy.Hash, shared))))];
        _byRole = [.. Enum.GetValues<TextRole>().Select(role => (IReadOnlyList<BoundTextPolicy>)[.. Rules.Where(rule => rule.Policy.Concerns(role))])];
    }

    /// <summary>The policies by name, and by the hash of their rules and of how evidence is kept.</summary>
    public IEnumerable<PolicyRef> Policies => Rules.Select(rule => rule.Ref);

    internal TextEvidenceOptions Evidence { get; }

    internal IReadOnlyList<BoundTextPolicy> Rules { get; }

    internal IReadOnlyList<BoundTextPolicy> For(TextRole role) => _byRole[(int)role];
}

/// <summary>A policy with the reference that its reports carry.</summary>
internal sealed record BoundTextPolicy(ITextPolicy Policy, PolicyRef Ref);
