using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Decisions;

/// <summary>A policy sheet applied to evidence: a subject reached a rung.</summary>
public sealed record DecisionResponse
{
    /// <summary>Its id.</summary>
    public required DecisionId DecisionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>The policy that decided.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>Hash of the sheet that decided; null where the decider did not tell.</summary>
    public required string? SheetHash { get; init; }

    /// <summary>Stage of the version that decided.</summary>
    public required PolicyStage Stage { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>Name of the sheet's variant that holds for the live's country; null for the sheet itself.</summary>
    public required string? Variant { get; init; }

    /// <summary>What followed.</summary>
    public required DecisionEffect Effect { get; init; }

    /// <summary>The guard that made the orders wait; null when none did.</summary>
    public required GuardKind? Guard { get; init; }

    /// <summary>The live's clock when it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the rung's condition has held.</summary>
    public required DateTimeOffset EpisodeStartedAt { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What it rests on; <c>facts</c> lists what the sheet read.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>What the sheet orders at this rung, whether it was ordered or not.</summary>
    public required IReadOnlyList<ProposedAction> Actions { get; init; }

    /// <summary>The report that it raised or joined; null when nothing followed.</summary>
    public required ReportId? ReportId { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <summary>Where to go from here.</summary>
    public required DecisionLinks Links { get; init; }
}

/// <summary>A decision with what explains it.</summary>
public sealed record DecisionDetailResponse
{
    /// <summary>The decision.</summary>
    public required DecisionResponse Decision { get; init; }

    /// <summary>Number of the sheet's version; null when the sheet is not stored here.</summary>
    public required int? Version { get; init; }

    /// <summary>The text of the sheet that decided, as it was handed in; null when it is not stored here.</summary>
    public required string? Sheet { get; init; }

    /// <summary>What reviewers made of its report, oldest first.</summary>
    public required IReadOnlyList<VerdictResponse> Verdicts { get; init; }
}

/// <summary>What a reviewer made of a report.</summary>
/// <param name="VerdictId">Its id.</param>
/// <param name="Reviewer">Who gave it, as a pseudonym.</param>
/// <param name="At">When it was given.</param>
/// <param name="Kind">What it says.</param>
/// <param name="ReasonCode">Why.</param>
public sealed record VerdictResponse(string VerdictId, string? Reviewer, DateTimeOffset At, VerdictKind Kind, string ReasonCode);

/// <summary>Where to go from a decision.</summary>
public sealed record DecisionLinks(string Self, string Live, string Policy, string? Report);
