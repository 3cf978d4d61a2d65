using System.Text.Json;
using Moderation.Client.Evidence;
using Moderation.Client.Review;

namespace Moderation.Client.Enforcement;

/// <summary>An order to the platform, and what became of it.</summary>
public sealed record ActionResponse
{
    /// <summary>Its id.</summary>
    public required string ActionId { get; init; }

    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>What the platform was told to do.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>The live's clock when it was ordered.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the platform must undo it by itself, if nothing renews it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it is in force at the time asked for: sent to the platform, and neither expired nor ended nor refused. While <c>dispatch</c> is null: ordered, and neither expired nor lifted, refused or reversed. A reversal itself never is.</summary>
    public required bool Active { get; init; }

    /// <summary>The order that this one undoes, if it is a reversal.</summary>
    public required string? Reverses { get; init; }

    /// <summary>Who asked for it, where a person took an order back by hand.</summary>
    public required string? RequestedBy { get; init; }

    /// <summary>The order whose term this one extends, if it is a renewal.</summary>
    public required string? Renews { get; init; }

    /// <summary>For throttled gifts: most coins that the subject may receive a minute.</summary>
    public required long? MaxCoinsPerMinute { get; init; }

    /// <summary>For a hidden line: the platform's id of it.</summary>
    public required string? MessageId { get; init; }

    /// <summary>The decision that it carries out; null in what was stored before decisions were.</summary>
    public required string? DecisionId { get; init; }

    /// <summary>The verdicts that confirmed it, or overturned the order that it reverses; empty for an automatic order.</summary>
    public required IReadOnlyList<string> Verdicts { get; init; }

    /// <summary>The policy that ordered it.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>The rule of the platform's terms, or of law, that it rests on.</summary>
    public required string Ground { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What it rests on.</summary>
    public required JsonElement Evidence { get; init; }

    /// <summary>The report that the order belongs to.</summary>
    public required string ReportId { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <summary>Where it is on its way to the platform; null while nothing is known of that.</summary>
    public required DispatchResponse? Dispatch { get; init; }

    /// <summary>The platform's word on it, oldest first; empty when it has not answered.</summary>
    public required IReadOnlyList<ReceiptResponse> Receipts { get; init; }
}

/// <summary>The policy that decided.</summary>
public sealed record PolicyRef
{
    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of its content with the calibration it used; the same hash decides the same on the same log.</summary>
    public required string Hash { get; init; }
}

/// <summary>One reason in a form that machines compare and people read.</summary>
public sealed record Reason
{
    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>One English sentence with the values that mattered. No chat, no names.</summary>
    public required string Text { get; init; }
}

/// <summary>Where an order is on its way to the platform.</summary>
public sealed record DispatchResponse
{
    /// <summary>Where it is.</summary>
    public required DispatchState State { get; init; }

    /// <summary>Why it is there; null where it just took its way.</summary>
    public required DispatchReason? Reason { get; init; }

    /// <summary>How often it was sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>When enforcement first read it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was first sent; null while it was not.</summary>
    public required DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When the platform says that its effect began; null while it has not said.</summary>
    public required DateTimeOffset? AppliedAt { get; init; }

    /// <summary>When its effect ended; null while it has not.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether somebody was alerted because the platform did not answer.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>What the platform said when it refused.</summary>
    public required string? Detail { get; init; }
}

/// <summary>The platform's word on an order.</summary>
public sealed record ReceiptResponse
{
    /// <summary>What became of it.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>When the effect took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>More, where the platform tells.</summary>
    public required string? Detail { get; init; }
}
