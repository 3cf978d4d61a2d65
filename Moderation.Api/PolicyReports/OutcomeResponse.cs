using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports;

/// <summary>What became of a policy's decisions.</summary>
public sealed record PolicyOutcomesResponse
{
    /// <summary>The policy.</summary>
    public required string Name { get; init; }

    /// <summary>Decided at this time or later; null from the first on.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>Decided before this time; null up to the last.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>Its versions, newest first.</summary>
    public required IReadOnlyList<VersionOutcomesResponse> Versions { get; init; }
}

/// <summary>What became of a version's decisions.</summary>
public sealed record VersionOutcomesResponse
{
    /// <summary>Its number; null for decisions of a sheet that is not stored here.</summary>
    public required int? Version { get; init; }

    /// <summary>Hash of its sheet; null where the decider did not tell.</summary>
    public required string? SheetHash { get; init; }

    /// <summary>Where it is in its life; null where <see cref="Version"/> is.</summary>
    public required PolicyStage? State { get; init; }

    /// <summary>Its decisions by effect.</summary>
    public required DecisionCounts Decisions { get; init; }

    /// <summary>The reports that it raised or joined.</summary>
    public required long Reports { get; init; }

    /// <summary>The orders that it gave, by kind; reversals are none.</summary>
    public required IReadOnlyDictionary<string, long> Orders { get; init; }

    /// <summary>What reviewers made of its reports.</summary>
    public required ReviewCounts Reviews { get; init; }

    /// <summary>Its automatic orders against its budget of wrongful ones, over all time since it was last reinstated; null for a sheet without a budget.</summary>
    public required BudgetResponse? Budget { get; init; }
}

/// <summary>Decisions by effect.</summary>
/// <param name="Enforced">Their report was raised and their orders, if any, were given.</param>
/// <param name="AwaitingConfirmation">Their orders wait for people, or waited.</param>
/// <param name="Recorded">Nothing followed: in shadow.</param>
/// <param name="Exempt">Nothing followed: the subject is exempt.</param>
public sealed record DecisionCounts(long Enforced, long AwaitingConfirmation, long Recorded, long Exempt);

/// <summary>Reports by what reviewers made of them; the last verdict that decides is what counts.</summary>
/// <param name="Upheld">They were right.</param>
/// <param name="Overturned">They were wrong.</param>
/// <param name="Undecided">Somebody looked, and it cannot be told.</param>
/// <param name="NotReviewed">Nobody has judged them.</param>
public sealed record ReviewCounts(long Upheld, long Overturned, long Undecided, long NotReviewed);

/// <summary>Automatic orders against the budget of wrongful ones.</summary>
public sealed record BudgetResponse
{
    /// <summary>Most wrongful orders, as a share of the reviewed ones, 0..1.</summary>
    public required double AtMost { get; init; }

    /// <summary>How sure it must be that the share is passed before the version is demoted, 0..1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Verdicts after this are looked at; null for all.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Reviewed reports with automatic orders.</summary>
    public required long Reviewed { get; init; }

    /// <summary>Those of them that were overturned.</summary>
    public required long Wrongful { get; init; }

    /// <summary>Evidence against the budget being kept: 1 is none, and at <see cref="DemotesAt"/> the version is demoted.</summary>
    public required double EValue { get; init; }

    /// <summary>One over one minus the confidence.</summary>
    public required double DemotesAt { get; init; }

    /// <summary>Lower end of the confidence sequence of the share of wrongful orders, 0..1.</summary>
    public required double LowerBound { get; init; }

    /// <summary>Upper end of the confidence sequence of the share of wrongful orders, 0..1.</summary>
    public required double UpperBound { get; init; }

    /// <summary>Whether the evidence has ever sufficed.</summary>
    public required bool IsPassed { get; init; }
}
