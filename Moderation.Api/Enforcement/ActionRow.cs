using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

/// <summary>One row of <c>action</c> with that of <c>action_dispatch</c>, where there is one, and whether it is in force.</summary>
internal sealed record ActionRow : OrderRow
{
    public string? Renews { get; init; }

    public string DecidedTopic { get; init; } = "";

    public int DecidedPartition { get; init; }

    public long DecidedOffset { get; init; }

    public string? MessageId { get; init; }

    // Where there is no state, what follows says nothing.
    public string? StateReason { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int? Attempts { get; init; }

    public bool? IsOverdue { get; init; }

    public string? StateDetail { get; init; }

    public string? RequestedBy { get; init; }

    public bool Active { get; init; }

    public Cursor Cursor => new(OrderedAt, ActionId);

    public ActionResponse ToResponse(IEnumerable<ReceiptRow> receipts)
    {
        var order = ToWholeOrder();
        return new ActionResponse
        {
            ActionId = order.ActionId,
            LiveId = order.LiveId,
            Subject = order.Subject,
            Kind = order.Kind,
            OrderedAt = order.OrderedAt,
            ExpiresAt = order.ExpiresAt,
            Active = Active,
            Reverses = order.Reverses,
            Renews = order.Renews,
            RequestedBy = RequestedBy,
            MaxCoinsPerMinute = order.MaxCoinsPerMinute,
            MessageId = order.MessageId,
            DecisionId = DecisionId is null ? null : order.DecisionId,
            Verdicts = order.Verdicts,
            Policy = order.Policy,
            Rung = order.Rung,
            Ground = order.Ground,
            Reasons = order.Reasons,
            Evidence = order.Evidence,
            ReportId = order.ReportId,
            DecidedBy = order.DecidedBy,
            Dispatch = ToDispatch(),
            Receipts = [.. receipts.Select(receipt => receipt.ToResponse())],
            Links = new ActionLinks($"/v1/actions/{ActionId}", $"/v1/lives/{LiveId}", $"/v1/reports/{ReportId}"),
        };
    }

    /// <summary>The order as it was written; null for one that was stored before orders named their decision.</summary>
    public ActionRecord? ToRecord() => DecisionId is null ? null : ToWholeOrder();

    private ActionRecord ToWholeOrder() => ToOrder() with
    {
        Renews = Renews is { } renewed ? Core.Subjects.ActionId.Parse(renewed) : null,
        MessageId = MessageId,
        DecidedBy = new RecordRef(DecidedTopic, DecidedPartition, DecidedOffset),
    };

    private DispatchResponse? ToDispatch() => State is null
        ? null
        : new DispatchResponse
        {
            State = WireWord.Parse<DispatchState>(State),
            Reason = StateReason is { } reason ? WireWord.Parse<DispatchReason>(reason) : null,
            Attempts = Attempts ?? 0,
            ReceivedAt = ReceivedAt ?? throw new InvalidDataException($"action_dispatch {ActionId} was never received"),
            ReleasedAt = ReleasedAt,
            AppliedAt = AppliedAt,
            EndedAt = EndedAt,
            IsOverdue = IsOverdue ?? false,
            Detail = StateDetail,
        };
}

/// <summary>One row of <c>action_receipt</c>.</summary>
internal sealed record ReceiptRow
{
    public string ActionId { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public string? Detail { get; init; }

    public ReceiptResponse ToResponse() => new(WireWord.Parse<ReceiptStatus>(Status), OccurredAt, Detail);
}
