namespace Moderation.Client.Review;

/// <summary>An appeal.</summary>
public sealed record AppealRequest
{
    /// <summary>The order that is appealed against.</summary>
    public required string ActionId { get; init; }

    /// <summary>The account that appeals.</summary>
    public required string AppellantId { get; init; }

    /// <summary>Whether it appeals for somebody else.</summary>
    public bool OnBehalf { get; init; }

    /// <summary>Why, in the appellant's words.</summary>
    public required string Statement { get; init; }
}

/// <summary>An appeal as the appellant may know it.</summary>
public sealed record AppealResponse
{
    /// <summary>Its case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The order.</summary>
    public required string ActionId { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset AppealedAt { get; init; }

    /// <summary>By when somebody is to decide it.</summary>
    public required DateTimeOffset DecidedBy { get; init; }

    /// <summary>Whether the decision stands (<c>upheld</c>) or falls; null while it is open.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>Why, once it is decided.</summary>
    public required string? ReasonCode { get; init; }

    /// <summary>What the reviewer wrote for the subject; null where nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }
}
