namespace Moderation.Client.Review;

/// <summary>Which cases are listed; what is null does not matter.</summary>
public sealed record CaseFilter
{
    /// <summary>Those of a queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Those that are open, or those that are decided.</summary>
    public bool? Open { get; init; }

    /// <summary>Those of a live.</summary>
    public string? LiveId { get; init; }

    /// <summary>Those about an account.</summary>
    public string? UserId { get; init; }

    /// <summary>Those of a policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Those that the caller holds.</summary>
    public bool? Mine { get; init; }

    /// <summary>In which order, as the Api's document names it.</summary>
    public string? Order { get; init; }

    /// <summary>Most cases on a page.</summary>
    public int? Limit { get; init; }

    /// <summary>The page: <c>NextCursor</c> of the one before.</summary>
    public string? Cursor { get; init; }
}
