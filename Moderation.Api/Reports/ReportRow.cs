using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Reports;

/// <summary>One row of <c>report</c>.</summary>
internal sealed record ReportRow
{
    public string ReportId { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public string PolicyName { get; init; } = "";

    public string PolicyHash { get; init; } = "";

    public string Rung { get; init; } = "";

    public string Priority { get; init; } = "";

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset EpisodeStartedAt { get; init; }

    public string Reasons { get; init; } = "";

    public string Evidence { get; init; } = "";

    public string DecidedTopic { get; init; } = "";

    public int DecidedPartition { get; init; }

    public long DecidedOffset { get; init; }

    public string? DecisionId { get; init; }

    public string Proposes { get; init; } = "";

    public int ConfirmationsNeeded { get; init; }

    public Cursor Cursor => new(RaisedAt, ReportId);

    public ReportResponse ToResponse() => new()
    {
        ReportId = Core.Subjects.ReportId.Parse(ReportId),
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Subject = StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId),
        Policy = new PolicyRef(PolicyName, PolicyHash),
        Rung = Rung,
        Priority = WireWord.Parse<ReportPriority>(Priority),
        RaisedAt = RaisedAt,
        EpisodeStartedAt = EpisodeStartedAt,
        DecisionId = DecisionId is { } decision ? Core.Subjects.DecisionId.Parse(decision) : null,
        Proposes = JsonSerializer.Deserialize(Proposes, WireJson.Default.IReadOnlyListProposedAction) ?? [],
        ConfirmationsNeeded = ConfirmationsNeeded,
        Reasons = JsonSerializer.Deserialize(Reasons, WireJson.Default.IReadOnlyListReason) ?? [],
        Evidence = JsonSerializer.Deserialize(Evidence, WireJson.Default.EvidenceSummary)
            ?? throw new InvalidDataException($"report {ReportId} has no evidence"),
        DecidedBy = new RecordRef(DecidedTopic, DecidedPartition, DecidedOffset),
        Links = new ReportLinks($"/v1/reports/{ReportId}", $"/v1/lives/{LiveId}", $"/v1/actions?liveId={LiveId}"),
    };
}
