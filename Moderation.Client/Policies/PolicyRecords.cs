using System.Text.Json.Serialization;

namespace Moderation.Client.Policies;

/// <summary>The policies.</summary>
public sealed record PolicyListResponse
{
    /// <summary>By name.</summary>
    public required IReadOnlyList<PolicyResponse> Items { get; init; }
}

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
}

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
}

/// <summary>Why every order of a version waits for a person.</summary>
public sealed record HumanConfirmResponse
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary></summary>
[JsonConverter(typeof(WordConverter<PolicyStage>))]
public enum PolicyStage
{
    Draft,
    Tested,
    Shadow,
    Canary,
    Live,
    Retired,
}
