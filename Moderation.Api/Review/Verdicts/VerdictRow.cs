using System.Text.Json;
using Moderation.Core.Review;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Verdicts;

/// <summary>One row of <c>review_verdict</c>.</summary>
internal sealed record VerdictRow
{
    public const string Columns = "verdict_id, case_id, reviewer, given_at, kind, reason_code, ground, note, note_public, actions, outcome";

    public string VerdictId { get; init; } = "";

    public string CaseId { get; init; } = "";

    public string Reviewer { get; init; } = "";

    public DateTimeOffset GivenAt { get; init; }

    public string Kind { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public string? Ground { get; init; }

    public string? Note { get; init; }

    public bool NotePublic { get; init; }

    public string Actions { get; init; } = "[]";

    public string? Outcome { get; init; }

    public IReadOnlyList<VerdictAction> ReadActions() => JsonSerializer.Deserialize<List<VerdictAction>>(Actions, JsonSerializerOptions.Web) ?? [];

    public VerdictResponse ToResponse() => new()
    {
        VerdictId = VerdictId,
        CaseId = Core.Subjects.CaseId.Parse(CaseId),
        Reviewer = Reviewer,
        GivenAt = GivenAt,
        Kind = WireWord.Parse<VerdictKind>(Kind),
        ReasonCode = ReasonCode,
        Ground = Ground,
        Note = Note,
        NotePublic = NotePublic,
        Actions = ReadActions(),
        Outcome = Outcome is null ? null : WireWord.Parse<CaseOutcome>(Outcome),
    };
}
