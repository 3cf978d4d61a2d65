using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

/// <summary>What every reader of <c>action</c> reads of an order.</summary>
internal abstract record OrderRow
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

    /// <summary>Null in what was stored before orders named their decision.</summary>
    public string? DecisionId { get; init; }

    public string Verdicts { get; init; } = "";

    /// <summary>Null while nothing was told of the order.</summary>
    public string? State { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The order as far as these columns tell: where it lay in the log, the line that it hides and what it renews are not in them, nor is the decision of one that named none.</summary>
    protected ActionRecord ToOrder() => new()
    {
        V = WireVersion.Current,
        ActionId = Core.Subjects.ActionId.Parse(ActionId),
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Subject = StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId),
        Kind = WireWord.Parse<ActionKind>(Kind),
        OrderedAt = OrderedAt,
        ExpiresAt = ExpiresAt,
        Reverses = Reverses is { } reversed ? Core.Subjects.ActionId.Parse(reversed) : null,
        MaxCoinsPerMinute = MaxCoinsPerMinute,
        DecisionId = DecisionId is { } decision ? Core.Subjects.DecisionId.Parse(decision) : default,
        Verdicts = JsonSerializer.Deserialize(Verdicts, WireJson.Default.IReadOnlyListString) ?? [],
        Policy = new PolicyRef(PolicyName, PolicyHash),
        Rung = Rung,
        Ground = Ground,
        Reasons = JsonSerializer.Deserialize(Reasons, WireJson.Default.IReadOnlyListReason) ?? [],
        Evidence = JsonSerializer.Deserialize(Evidence, WireJson.Default.EvidenceSummary) ?? throw new InvalidDataException($"action {ActionId} has no evidence"),
        ReportId = Core.Subjects.ReportId.Parse(ReportId),
        DecidedBy = default,
    };
}
