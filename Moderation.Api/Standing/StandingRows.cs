namespace Moderation.Api.Standing;

/// <summary>A gift that was taken back.</summary>
internal sealed record RefundRow
{
    public string ReceiverUserId { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public long Coins { get; init; }
}

/// <summary>A sum of coins.</summary>
internal sealed record CoinsRow
{
    public long Coins { get; init; }
}

/// <summary>What one account sent another.</summary>
internal sealed record EdgeRow
{
    public string PayerId { get; init; } = "";

    public string ReceiverUserId { get; init; } = "";

    public long Coins { get; init; }
}

/// <summary>A member of a team.</summary>
internal sealed record MemberRow
{
    public string TeamId { get; init; } = "";

    public string UserId { get; init; } = "";
}

/// <summary>How a user's flags ended.</summary>
internal sealed record FlaggingRow
{
    public int Upheld { get; init; }

    public int Rejected { get; init; }
}

/// <summary>The last time that a report of a policy about a user was overturned.</summary>
internal sealed record OverturnedRow
{
    public string PolicyName { get; init; } = "";

    public DateTimeOffset GivenAt { get; init; }
}

/// <summary>Until when a user is protected.</summary>
internal sealed record ProtectedRow
{
    public DateTimeOffset? UntilAt { get; init; }
}

/// <summary>What a platform told of a user's age.</summary>
internal sealed record AssuranceRow
{
    public string Value { get; init; } = "";
}

/// <summary>One row of <c>standing</c>.</summary>
internal sealed record StandingRow
{
    public string UserId { get; init; } = "";

    public string Content { get; init; } = "";

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>One row of <c>standing_due</c>.</summary>
internal sealed record StandingDueRow
{
    public string UserId { get; init; } = "";

    public long Generation { get; init; }
}
