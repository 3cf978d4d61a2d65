namespace Moderation.Client.Publication;

/// <summary>Something changed: what kind of thing, and its ids. What it is now is read from where it stands, by whoever may read it.</summary>
public sealed record ChangeEvent
{
    /// <summary>What happened: <c>case.opened</c>, <c>case.claimed</c>, <c>case.updated</c>, <c>case.decided</c>, <c>queue.counted</c>, <c>report.raised</c>, <c>order.given</c>, <c>order.updated</c>, <c>order.answered</c>, <c>policy.changed</c>; or of the answer itself, <c>ready</c> and <c>reset</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The case.</summary>
    public string? CaseId { get; init; }

    /// <summary>The queue of the case, or that was counted.</summary>
    public string? Queue { get; init; }

    /// <summary>The live.</summary>
    public string? LiveId { get; init; }

    /// <summary>The report.</summary>
    public string? ReportId { get; init; }

    /// <summary>The order.</summary>
    public string? ActionId { get; init; }

    /// <summary>The policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Of a queue: its open cases.</summary>
    public long? Open { get; init; }

    /// <summary>Of a queue: those of them that somebody holds.</summary>
    public long? Claimed { get; init; }

    /// <summary>Of a queue: those of them whose time is up.</summary>
    public long? Overdue { get; init; }

    /// <summary>Of a queue: those of them that come before all others.</summary>
    public long? Forced { get; init; }
}
