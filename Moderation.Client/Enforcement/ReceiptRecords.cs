namespace Moderation.Client.Enforcement;

/// <summary>The platform's word on one order.</summary>
public sealed record ReceiptRequest
{
    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>The order.</summary>
    public required string ActionId { get; init; }

    /// <summary>What became of it.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>When the effect took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>More, where the platform tells.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of the receipts of a request.</summary>
public sealed record ReceiptsResponse
{
    /// <summary>How many the broker has taken now; 0 when the webhook with this id was taken before.</summary>
    public required int Taken { get; init; }
}
