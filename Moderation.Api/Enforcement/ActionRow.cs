using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

/// <summary>One row of <c>action</c>, and whether it is in force.</summary>
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
        Receipts = [.. receipts.Select(receipt => receipt.ToResponse())],
        Links = new ActionLinks($"/v1/actions/{ActionId}", $"/v1/lives/{LiveId}", $"/v1/reports/{ReportId}"),
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
