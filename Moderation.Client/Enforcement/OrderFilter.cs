namespace Moderation.Client.Enforcement;

/// <summary>Which orders are listed; what is null does not matter.</summary>
public sealed record OrderFilter
{
    /// <summary>Those of a live.</summary>
    public string? LiveId { get; init; }

    /// <summary>Those of a kind.</summary>
    public ActionKind? Kind { get; init; }

    /// <summary>Those that are there on their way to the platform.</summary>
    public DispatchState? State { get; init; }

    /// <summary>Those that somebody was alerted about, or those that nobody was.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Those in force, or those that are not.</summary>
    public bool? Active { get; init; }

    /// <summary>The time that <see cref="Active"/> is meant for.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Most orders on a page.</summary>
    public int? Limit { get; init; }

    /// <summary>The page: <c>NextCursor</c> of the one before.</summary>
    public string? Cursor { get; init; }
}
