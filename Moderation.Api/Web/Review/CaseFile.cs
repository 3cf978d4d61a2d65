using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.Evidence.Vault;
using Moderation.Api.Reports;
using Moderation.Api.Review.Cases;
using Moderation.Api.Standing;
using Moderation.Core.Policies;
using Moderation.Core.Review.Notices;

namespace Moderation.Api.Web.Review;

/// <summary>All that the page of a case shows.</summary>
public sealed record CaseFile
{
    public required CaseDetailResponse Detail { get; init; }

    /// <summary>Whether the reader must not learn what became of an earlier case.</summary>
    public required bool IsBlind { get; init; }

    /// <summary>The case's newest reports, oldest first.</summary>
    public required IReadOnlyList<ReportResponse> Reports { get; init; }

    /// <summary>The sheet that raised the newest report; null where none did, or where it is not stored.</summary>
    public required CompiledSheet? Sheet { get; init; }

    public required LivePast Live { get; init; }

    public required SubjectPast Subject { get; init; }

    public required CaseEvidence Evidence { get; init; }

    /// <summary>What the subject is told if the case is confirmed, in each language; empty where no order waits.</summary>
    public required IReadOnlyList<SubjectNotice> Notices { get; init; }

    /// <summary>Since when the reader works without a pause; null where there is no need to say so.</summary>
    public required DateTimeOffset? WithoutPauseSince { get; init; }

    public CaseResponse Case => Detail.Case;
}

/// <summary>What is stored of the case's live.</summary>
/// <param name="Live">The live as it was last told; null where nothing was.</param>
/// <param name="Sessions">What the platform told of its course.</param>
/// <param name="Decisions">What the case's policy decided about the subject, oldest first.</param>
/// <param name="Orders">Orders in the live about the subject, oldest first.</param>
/// <param name="Gifts">What was sent, by minute.</param>
public sealed record LivePast(LiveResponse? Live, SessionEventsResponse Sessions, IReadOnlyList<DecisionResponse> Decisions, IReadOnlyList<ActionResponse> Orders, CaseGiftsResponse Gifts);

/// <summary>What is known of the subject from before.</summary>
/// <param name="Standing">Its standing; null where there is none, or nobody knows whose account it is.</param>
/// <param name="Earlier">Other cases about the same account, newest first.</param>
/// <param name="Similar">Closed cases of the same policy about others, newest first.</param>
public sealed record SubjectPast(StandingResponse? Standing, IReadOnlyList<CaseResponse> Earlier, IReadOnlyList<CaseResponse> Similar);

/// <summary>What the vault has of a case.</summary>
/// <param name="Items">What the reports cite.</param>
/// <param name="Erased">When it was erased; null where it was not.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
public sealed record CaseEvidence(IReadOnlyList<EvidenceItemResponse> Items, DateTimeOffset? Erased = null, string? Fault = null);
