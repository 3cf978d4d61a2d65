using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>A policy with its versions.</summary>
public sealed record PolicyResponse
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the changes of what decides; 0 until a version first does.</summary>
    public required long Revision { get; init; }

    /// <summary>When anything about it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether a version that decides makes every order wait for a person, because it has spent its budget of wrongful orders.</summary>
    public required bool HumanConfirmOnly { get; init; }

    /// <summary>Its versions, newest first.</summary>
    public required IReadOnlyList<PolicyVersionResponse> Versions { get; init; }

    /// <summary>Where to go from here.</summary>
    public required PolicyLinks Links { get; init; }
}

/// <summary>A policy with its versions and its history.</summary>
public sealed record PolicyDetailResponse
{
    /// <summary>The policy.</summary>
    public required PolicyResponse Policy { get; init; }

    /// <summary>What happened to its versions, newest first.</summary>
    public required IReadOnlyList<PolicyEventResponse> History { get; init; }
}

/// <summary>The policies.</summary>
/// <param name="Items">By name.</param>
public sealed record PolicyListResponse(IReadOnlyList<PolicyResponse> Items);

/// <summary>A version of a policy's sheet.</summary>
public sealed record PolicyVersionResponse
{
    /// <summary>Its number, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Hash of the normalised sheet.</summary>
    public required string SheetHash { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PolicyStage State { get; init; }

    /// <summary>Who handed it in.</summary>
    public required string Author { get; init; }

    /// <summary>When it was handed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its own tests last passed on the way to tested; null when they never did.</summary>
    public required DateTimeOffset? TestedAt { get; init; }

    /// <summary>Who last put it to canary or live; never its author.</summary>
    public required string? ApprovedBy { get; init; }

    /// <summary>Share of the lives that it decides for as a canary, 0..1; null when it is none.</summary>
    public required double? CanaryShare { get; init; }

    /// <summary>Why and since when every order waits for a person; null when none does by reason of the budget.</summary>
    public required HumanConfirmResponse? HumanConfirm { get; init; }

    /// <summary>When it was last reinstated; the bound of wrongful orders looks at verdicts after that.</summary>
    public required DateTimeOffset? ReinstatedAt { get; init; }

    /// <summary>The version that was live before this one was: where a rollback goes. Null when there was none.</summary>
    public required int? Replaced { get; init; }

    /// <summary>Where to go from here.</summary>
    public required PolicyVersionLinks Links { get; init; }
}

/// <summary>Why every order of a version waits for a person.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
public sealed record HumanConfirmResponse(string Reason, DateTimeOffset Since);

/// <summary>A version with its sheet.</summary>
public sealed record PolicyVersionDetailResponse
{
    /// <summary>The version.</summary>
    public required PolicyVersionResponse Version { get; init; }

    /// <summary>The sheet as it was handed in.</summary>
    public required string Yaml { get; init; }

    /// <summary>The sheet in its JSON form, tests included; handing it in again gives the same version.</summary>
    public required JsonElement Json { get; init; }
}

/// <summary>Something that happened to a version.</summary>
/// <param name="EventId">Rises with time.</param>
/// <param name="Version">The version.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">Who did it, by the name that the request gave; unauthenticated until there is sign-in.</param>
/// <param name="From">The state before; null when it did not exist or did not change.</param>
/// <param name="To">The state after; null when it did not change.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why, in the actor's words.</param>
public sealed record PolicyEventResponse(
    long EventId, int Version, PolicyEventKind Kind, string Actor, PolicyStage? From, PolicyStage? To, DateTimeOffset At, string? Note);

/// <summary>What differs between two versions.</summary>
/// <param name="From">Number of the version before.</param>
/// <param name="To">Number of the version after.</param>
/// <param name="Changes">The differences, in the order of the sheet.</param>
public sealed record PolicyDiffResponse(int From, int To, IReadOnlyList<SheetChange> Changes);

/// <summary>Where to go from a policy.</summary>
public sealed record PolicyLinks(string Self, string Outcomes, string Decisions, string Reports, string Backtests);

/// <summary>Where to go from a version.</summary>
public sealed record PolicyVersionLinks(string Self, string Policy);
