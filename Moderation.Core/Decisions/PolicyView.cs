using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The versions that decide for one live, in the variants of its country, by kind of subject. Shared by all lives that it fits.</summary>
internal sealed class PolicyView
{
    private static readonly int KindCount = Enum.GetValues<SubjectKind>().Length;
    private readonly BoundPolicy[][] _byKind;
    private readonly bool[] _readsEveryLine;

    private PolicyView(IEnumerable<BoundPolicy> policies)
    {
        _byKind = new BoundPolicy[KindCount][];
        var byKind = policies.ToLookup(policy => policy.Sheet.Subject);
        for (var kind = 0; kind < KindCount; kind++)
            _byKind[kind] = [.. byKind[(SubjectKind)kind]];
        _readsEveryLine = [.. _byKind.Select(kind => kind.Any(policy => policy.ReadsEveryLine))];
    }

    public BoundPolicy[] For(SubjectKind kind) => _byKind[(int)kind];

    /// <summary>Whether any version about a kind of subject counts lines that nothing was flagged in.</summary>
    public bool ReadsEveryLine(SubjectKind kind) => _readsEveryLine[(int)kind];

    /// <summary>The view of a live. Lives with the same country and the same places in every canary share one.</summary>
    public static PolicyView Of(PolicySet set, DeciderRules rules, LiveId live, string? country)
    {
        var covers = new ulong[(set.Policies.Count + 63) / 64];
        for (var i = 0; i < set.Policies.Count; i++)
        {
            if (set.Policies[i].Covers(live, set.CanaryShareOf(set.Policies[i].Sheet.Name)))
                covers[i / 64] |= 1UL << (i % 64);
        }

        var key = $"{rules.Hash}/{country}/{string.Join('/', covers)}";
        return (PolicyView)set.Views.GetOrAdd(key, _ => new PolicyView(Bind(set, rules, country, covers)));
    }

    private static IEnumerable<BoundPolicy> Bind(PolicySet set, DeciderRules rules, string? country, ulong[] covers)
    {
        for (var i = 0; i < set.Policies.Count; i++)
        {
            var policy = set.Policies[i];
            if ((covers[i / 64] >> (i % 64) & 1) != 0 && policy.Sheet.For(country) is { } variant)
                yield return new BoundPolicy(policy, variant, rules.Identify(policy.Sheet.Name, policy.Sheet.SheetHash));
        }
    }
}

/// <summary>A version of a policy as it decides for a live.</summary>
internal sealed class BoundPolicy(ActivePolicy active, CompiledVariant variant, PolicyRef reference)
{
    public ActivePolicy Active { get; } = active;

    public CompiledSheet Sheet => Active.Sheet;

    public CompiledVariant Variant { get; } = variant;

    public PolicyRef Ref { get; } = reference;

    public FactGroups Groups => Sheet.Groups;

    /// <summary>Whether it counts lines that nothing was flagged in, so that these matter to it too.</summary>
    public bool ReadsEveryLine { get; } = Conditions(variant).SelectMany(condition => condition.Facts)
        .Any(use => use.Fact.Id is FactId.SaidAllLines or FactId.HeardAllLines or FactId.ChatAllLines);

    /// <summary>Whether it is the same version in the same stage, so that what is known about a subject goes on.</summary>
    public bool Continues(BoundPolicy other) => Ref == other.Ref && Active.Stage == other.Active.Stage && Variant.Name == other.Variant.Name;

    private static IEnumerable<Condition> Conditions(CompiledVariant variant) =>
    [
        .. variant.Where is { } where ? [where] : Array.Empty<Condition>(), .. variant.Needs, .. variant.Unless,
        .. variant.Ladder.Select(rung => rung.When), .. variant.Ladder.Select(rung => rung.While).OfType<Condition>(),
    ];
}
