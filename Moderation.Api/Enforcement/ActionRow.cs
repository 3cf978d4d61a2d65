using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

/// <summary>One row of <c>action</c> with that of <c>action_dispatch</c>, where there is one, and whether it is in force.</summary>
internal sealed record ActionRow
{
    public string ActionId { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public string Kind { get; init; } = "";

    public DateTimeOffset OrderedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? Reverses { get; init; }

    public string? Renews { get; init; }

    public long? MaxCoinsPerMinute { get; init; }

    public string PolicyName { get; init; } = "";

    public string PolicyHash { get; init; } = "";

    public string Rung { get; init; } = "";

    public string Ground { get; init; } = "";

    public string Reasons { get; init; } = "";

    public string Evidence { get; init; } = "";

    public string ReportId { get; init; } = "";

    public string DecidedTopic { get; init; } = "";

    public int DecidedPartition { get; init; }

    public long DecidedOffset { get; init; }

    public string? DecisionId { get; init; }

    public string? MessageId { get; init; }

    public string Verdicts { get; init; } = "";

    /// <summary>Null while nothing was told of the order; then the fields after it say nothing.</summary>
    public string? State { get; init; }

    public string? StateReason { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int? Attempts { get; init; }

    public bool? IsOverdue { get; init; }

    public string? StateDetail { get; init; }

    public string? RequestedBy { get; init; }

    public bool Active { get; init; }

    public Cursor Cursor => new(OrderedAt, ActionId);

    public ActionResponse ToResponse(IEnumerable<ReceiptRow> receipts) => new()
    {
        ActionId = Core.Subjects.ActionId.Parse(ActionId),
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Subject = StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId),
        Kind = WireWord.Parse<ActionKind>(Kind),
        OrderedAt = OrderedAt,
        ExpiresAt = ExpiresAt,
        Active = Active,
        Reverses = Reverses is { } reversed ? Core.Subjects.ActionId.Parse(reversed) : null,
        Renews = Renews is { } renewed ? Core.Subjects.ActionId.Parse(renewed) : null,
        RequestedBy = RequestedBy,
        MaxCoinsPerMinute = MaxCoinsPerMinute,
        MessageId = MessageId,
        DecisionId = DecisionId is { } decision ? Core.Subjects.DecisionId.Parse(decision) : null,
        Verdicts = JsonSerializer.Deserialize(Verdicts, WireJson.Default.IReadOnlyListString) ?? [],
        Policy = new PolicyRef(PolicyName, PolicyHash),
        Rung = Rung,
        Ground = Ground,
        Reasons = JsonSerializer.Deserialize(Reasons, WireJson.Default.IReadOnlyListReason) ?? [],
        Evidence = JsonSerializer.Deserialize(Evidence, WireJson.Default.EvidenceSummary)
            ?? throw new InvalidDataException($"action {ActionId} has no evidence"),
        ReportId = Core.Subjects.ReportId.Parse(ReportId),
        DecidedBy = new RecordRef(DecidedTopic, DecidedPartition, DecidedOffset),
        Dispatch = ToDispatch(),
        Receipts = [.. receipts.Select(receipt => receipt.ToResponse())],
        Links = new ActionLinks($"/v1/actions/{ActionId}", $"/v1/lives/{LiveId}", $"/v1/reports/{ReportId}"),
    };

    /// <summary>The order as it was written; null for one that was stored before orders named their decision.</summary>
    public ActionRecord? ToRecord()
    {
        var order = ToResponse([]);
        return order.DecisionId is not { } decision
            ? null
            : new ActionRecord
            {
                V = WireVersion.Current,
                ActionId = order.ActionId,
                LiveId = order.LiveId,
                Subject = order.Subject,
                Kind = order.Kind,
                OrderedAt = order.OrderedAt,
                ExpiresAt = order.ExpiresAt,
                Reverses = order.Reverses,
                Renews = order.Renews,
                MaxCoinsPerMinute = order.MaxCoinsPerMinute,
                MessageId = order.MessageId,
                DecisionId = decision,
                Verdicts = order.Verdicts,
                Policy = order.Policy,
                Rung = order.Rung,
                Ground = order.Ground,
                Reasons = order.Reasons,
                Evidence = order.Evidence,
                ReportId = order.ReportId,
                DecidedBy = order.DecidedBy,
            };
    }

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
