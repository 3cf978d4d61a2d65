namespace Moderation.Client.Review;

/// <summary>A flag.</summary>
public sealed record FlagRequest
{
    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>The id of the flag, unique in its live.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised; now where it is left out.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    public required FlagTarget Target { get; init; }

    /// <summary>Id of the participant, message or gift that it is about; left out for the live.</summary>
    public string? TargetId { get; init; }

    /// <summary>Reason code of the platform's report form; <c>imminent_harm</c> and <c>self_harm</c> come before everything else.</summary>
    public required string Reason { get; init; }

    /// <summary>Who flagged.</summary>
    public required string FlaggerId { get; init; }

    /// <summary>Whether the flagger has trusted status with the platform.</summary>
    public bool Trusted { get; init; }
}

/// <summary>What the flagger can be told.</summary>
public sealed record FlagReceipt
{
    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>The flag.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What became of a flag.</summary>
public sealed record FlagResponse
{
    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>The flag.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When somebody first looked; null where nobody has.</summary>
    public required DateTimeOffset? FirstLookAt { get; init; }

    /// <summary>Whether it was right (<c>upheld</c>); null while nobody has decided.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>Why.</summary>
    public required string? ReasonCode { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether it came over the limit of its flagger: then it weighs nothing, and where no case looks at the same thing nobody decides it.</summary>
    public required bool OverLimit { get; init; }
}
