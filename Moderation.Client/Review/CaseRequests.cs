namespace Moderation.Client.Review;

/// <summary>Asks for the next case.</summary>
public sealed record ClaimNextRequest
{
    /// <summary>Only out of these queues; all that the caller may take where it is left out.</summary>
    public IReadOnlyList<string>? Queues { get; init; }
}

/// <summary>Names a claim.</summary>
public sealed record HeldCaseRequest
{
    /// <summary>The version of the claim.</summary>
    public required long Version { get; init; }
}

/// <summary>Puts a case back, with the reason.</summary>
public sealed record ReturnCaseRequest
{
    /// <summary>The version of the claim.</summary>
    public required long Version { get; init; }

    /// <summary>Why, as a code of letters, digits and - _ .</summary>
    public required string Reason { get; init; }
}

/// <summary>Gives a case to somebody else.</summary>
public sealed record TransferCaseRequest
{
    /// <summary>The version of the claim.</summary>
    public required long Version { get; init; }

    /// <summary>Name of the account that gets it.</summary>
    public required string To { get; init; }
}
