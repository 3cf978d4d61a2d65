using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>One queue: what it takes, how soon its cases must be looked at, and how many are looked at twice.</summary>
public sealed record QueueRule
{
    /// <summary>Its name in addresses and metrics.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it takes; a case that fits any of them belongs here. Empty for the last queue, which takes all that is left.</summary>
    public required IReadOnlyList<QueueIntake> Takes { get; init; }

    /// <summary>How soon somebody must have looked, by urgency.</summary>
    public required IReadOnlyDictionary<ReportPriority, TimeSpan> Within { get; init; }

    /// <summary>Share of decided cases that are looked at again by somebody who does not know the verdict, 0..1.</summary>
    public double SecondReview { get; init; }

    /// <summary>What a reviewer must be allowed besides deciding cases; null where every reviewer may take its cases.</summary>
    public Permission? Needs { get; init; }

    /// <summary>Whether its cases come before those of all other queues.</summary>
    public bool Jumps { get; init; }

    /// <summary>Whether a case goes to senior reviewers when its time is up.</summary>
    public bool EscalateWhenDue { get; init; }

    /// <summary>Whether a case belongs here.</summary>
    /// <param name="what">What is known when the case is opened.</param>
    public bool Fits(RoutedCase what) => Takes.Count == 0 || Takes.Any(intake => intake.Fits(what));
}

/// <summary>One sort of case that a queue takes. All that is said must hold; what is not said may be anything.</summary>
public sealed record QueueIntake
{
    /// <summary>Kinds of case; empty for any.</summary>
    public IReadOnlyList<CaseKind> Kinds { get; init; } = [];

    /// <summary>Policies by name; one that ends in <c>*</c> is a beginning. Empty for any.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Urgencies; empty for any.</summary>
    public IReadOnlyList<ReportPriority> Urgencies { get; init; } = [];

    /// <summary>Reasons of flags; empty for any.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Whether a trusted flagger flagged; null for either.</summary>
    public bool? Trusted { get; init; }

    internal bool Fits(RoutedCase what) =>
        (Kinds.Count == 0 || Kinds.Contains(what.Kind))
        && (Trusted is not { } trusted || trusted == what.Trusted)
        && (Urgencies.Count == 0 || Urgencies.Contains(what.Urgency))
        && (Policies.Count == 0 || Policies.Any(policy => Matches(policy, what.Policy)))
        && (Flags.Count == 0 || Flags.Any(what.Flags.Contains));

    private static bool Matches(string pattern, string policy) =>
        pattern.EndsWith('*') ? policy.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == policy;
}

/// <summary>What routing looks at.</summary>
/// <param name="Kind">Kind of case.</param>
/// <param name="Policy">Name of the policy that reported.</param>
/// <param name="Urgency">How soon a human must look, as the policy says.</param>
/// <param name="Flags">Reasons of the flags on the subject.</param>
/// <param name="Trusted">Whether a trusted flagger flagged it.</param>
public sealed record RoutedCase(CaseKind Kind, string Policy, ReportPriority Urgency, IReadOnlyList<string> Flags, bool Trusted = false);
