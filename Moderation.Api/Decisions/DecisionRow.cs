using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Decisions;

/// <summary>One row of <c>decision</c>.</summary>
internal sealed record DecisionRow
{
    public string DecisionId { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public string PolicyName { get; init; } = "";

    public string PolicyHash { get; init; } = "";

    public string? SheetHash { get; init; }

    public string Stage { get; init; } = "";

    public string Rung { get; init; } = "";

    public string? Variant { get; init; }

    public string Effect { get; init; } = "";

    public string? Guard { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    public DateTimeOffset EpisodeStartedAt { get; init; }

    public string Reasons { get; init; } = "";

    public string Evidence { get; init; } = "";

    public string Actions { get; init; } = "";

    public string? ReportId { get; init; }

    public string DecidedTopic { get; init; } = "";

    public int DecidedPartition { get; init; }

    public long DecidedOffset { get; init; }

    public Cursor Cursor => new(DecidedAt, DecisionId);

    public DecisionResponse ToResponse() => new()
    {
        DecisionId = Core.Subjects.DecisionId.Parse(DecisionId),
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Subject = StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId),
        Policy = new PolicyRef(PolicyName, PolicyHash),
        SheetHash = SheetHash,
        Stage = WireWord.Parse<PolicyStage>(Stage),
        Rung = Rung,
        Variant = Variant,
        Effect = WireWord.Parse<DecisionEffect>(Effect),
        Guard = Guard is null ? null : WireWord.Parse<GuardKind>(Guard),
        At = DecidedAt,
        EpisodeStartedAt = EpisodeStartedAt,
        Reasons = JsonSerializer.Deserialize(Reasons, WireJson.Default.IReadOnlyListReason) ?? [],
        Evidence = JsonSerializer.Deserialize(Evidence, WireJson.Default.EvidenceSummary)
            ?? throw new InvalidDataException($"decision {DecisionId} has no evidence"),
        Actions = JsonSerializer.Deserialize(Actions, WireJson.Default.IReadOnlyListProposedAction) ?? [],
        ReportId = ReportId is null ? null : Core.Subjects.ReportId.Parse(ReportId),
        DecidedBy = new RecordRef(DecidedTopic, DecidedPartition, DecidedOffset),
        Links = new DecisionLinks(
            $"/v1/decisions/{DecisionId}", $"/v1/lives/{LiveId}", $"/v1/policies/{PolicyName}", ReportId is null ? null : $"/v1/reports/{ReportId}"),
    };
}

/// <summary>The version of a sheet that decided.</summary>
internal sealed record DecidingSheetRow
{
    public int Version { get; init; }

    public string SheetYaml { get; init; } = "";
}

/// <summary>One row of <c>verdict</c>.</summary>
internal sealed record VerdictRow
{
    public string VerdictId { get; init; } = "";

    public string? Reviewer { get; init; }

    public DateTimeOffset GivenAt { get; init; }

    public string Kind { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public VerdictResponse ToResponse() => new(VerdictId, Reviewer, GivenAt, WireWord.Parse<VerdictKind>(Kind), ReasonCode);
}
