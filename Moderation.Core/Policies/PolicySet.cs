using System.Collections.Concurrent;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>The versions of policies that decide at one place of a partition's log.</summary>
/// <remarks>Threads: immutable; a change makes another set.</remarks>
public sealed class PolicySet
{
    private readonly Dictionary<string, double> _canaryShares;

    private PolicySet(IReadOnlyList<ActivePolicy> policies)
    {
        Policies = policies;
        _canaryShares = policies.Where(policy => policy is { Stage: PolicyStage.Canary, CanaryShare: not null })
            .ToDictionary(policy => policy.Sheet.Name, policy => policy.CanaryShare!.Value, StringComparer.Ordinal);
    }

    /// <summary>No policies.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>The versions, by name and stage.</summary>
    public IReadOnlyList<ActivePolicy> Policies { get; }

    /// <summary>What lives of one country see of the set, kept by whoever decides by it.</summary>
    internal ConcurrentDictionary<string, object> Views { get; } = new(StringComparer.Ordinal);

    /// <summary>The share of a policy's canary; null where there is none.</summary>
    /// <param name="policy">Name of the policy.</param>
    public double? CanaryShareOf(string policy) => _canaryShares.TryGetValue(policy, out var share) ? share : null;

    /// <summary>Puts a set together.</summary>
    /// <param name="policies">The versions.</param>
    public static PolicySet Of(IEnumerable<ActivePolicy> policies) => new([.. policies
        .OrderBy(policy => policy.Sheet.Name, StringComparer.Ordinal).ThenBy(policy => policy.Stage)]);
}

/// <summary>A version of a policy that decides.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Stage">Shadow, canary or live.</param>
/// <param name="CanaryShare">For a canary: share of the lives, 0..1.</param>
/// <param name="HumanConfirmOnly">Whether every order waits for a person.</param>
public sealed record ActivePolicy(CompiledSheet Sheet, PolicyStage Stage, double? CanaryShare = null, bool HumanConfirmOnly = false)
{
    /// <summary>The guard that was passed last; null when none was.</summary>
    public GuardKind? Guard { get; init; }

    /// <summary>Until when orders wait for a person because of <see cref="Guard"/>, by the live's clock.</summary>
    public DateTimeOffset GuardedUntil { get; init; }

    /// <summary>Whether it decides for a live. A canary and the live version it may replace share the lives between them.</summary>
    /// <param name="live">The live.</param>
    /// <param name="canaryShare">Share of the canary of the same policy, where there is one.</param>
    public bool Covers(LiveId live, double? canaryShare) => Stage switch
    {
        PolicyStage.Canary => CanaryPlace(Sheet.Name, live) < CanaryShare,
        PolicyStage.Live => canaryShare is not { } share || CanaryPlace(Sheet.Name, live) >= share,
        _ => true,
    };

    /// <summary>Where a live stands in the order in which a policy's canary takes lives, 0..1; the same for every version, so that a growing canary keeps its lives.</summary>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="live">The live.</param>
    public static double CanaryPlace(string policy, LiveId live)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in policy)
            hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ '/') * 1099511628211UL;
        foreach (var unit in live.Value)
            hash = (hash ^ unit) * 1099511628211UL;
        // FNV leaves the high bits of short texts poorly mixed; this is the finaliser of MurmurHash3.
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53UL;
        return ((hash ^ hash >> 33) >> 11) * (1.0 / (1UL << 53));
    }
}
