using System.Text.Json.Serialization;

namespace Moderation.Core.Wire;

/// <summary>Where an order is on its way to the platform.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DispatchState>))]
public enum DispatchState
{
    /// <summary>Kept back until a person confirms it; it ends by itself when it expires before.</summary>
    Held,

    /// <summary>Sent to the platform, which has not answered yet.</summary>
    Released,

    /// <summary>The platform has carried it out.</summary>
    Applied,

    /// <summary>The platform will not carry it out.</summary>
    Refused,

    /// <summary>Never sent and never will be.</summary>
    Suppressed,

    /// <summary>No longer in force: it expired, was taken back, or another took its place.</summary>
    Ended,
}

/// <summary>Why an order is where it is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DispatchReason>))]
public enum DispatchReason
{
    /// <summary>The breaker of its kind has tripped: more of them came in a minute than the fleet allows.</summary>
    BreakerTripped,

    /// <summary>A person switched enforcement, this policy or this kind off.</summary>
    SwitchedOff,

    /// <summary>Enforcement, this policy or this kind runs dry: what would be sent is only written down.</summary>
    DryRun,

    /// <summary>Its time was over before it could be sent.</summary>
    CameTooLate,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was taken back by a reversal.</summary>
    Reversed,

    /// <summary>A renewal took its place.</summary>
    Renewed,

    /// <summary>The platform says that it ended it.</summary>
    LiftedByPlatform,

    /// <summary>It takes back an order that had no effect or has none any more.</summary>
    NothingToReverse,
}

/// <summary>What became of one order. Value of <see cref="TopicNames.Dispatches"/> (compacted), key is the order's id.</summary>
/// <remarks>It carries the order, so that whoever takes enforcement over knows all that is held, unanswered or in force from this topic alone.</remarks>
public sealed record DispatchRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The order.</summary>
    public required ActionRecord Order { get; init; }

    /// <summary>Where it is.</summary>
    public required DispatchState State { get; init; }

    /// <summary>Why it is there; null where it just took its way.</summary>
    public DispatchReason? Reason { get; init; }

    /// <summary>When enforcement first read it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was first sent; null while it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When the platform says that its effect began; null while it has not said.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>When its effect ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is sent again if the platform does not answer; null when it is not.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Whether somebody was alerted because the platform did not answer.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What the platform said when it refused.</summary>
    public string? Detail { get; init; }

    /// <summary>Counts the changes of this order's record, from 1; a lower one than is known is old news.</summary>
    public required long Revision { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => Revision < 1 ? "revision must be at least 1" : Attempts < 0 ? "attempts must not be negative" : Order.FindFault();
}
