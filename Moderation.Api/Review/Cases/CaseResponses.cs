using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing.Protection;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Cases;

/// <summary>A case, as a list shows it.</summary>
public record CaseResponse
{
    /// <summary>Its id.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>What it asks.</summary>
    public required CaseKind Kind { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Queue { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whether the live runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>The policy that reported; null where only people flagged.</summary>
    public required string? Policy { get; init; }

    /// <summary>What was flagged, where only people flagged.</summary>
    public required FlagTarget? FlagTarget { get; init; }

    /// <summary>Id of the participant, message or gift that was flagged.</summary>
    public required string? FlagTargetId { get; init; }

    /// <summary>The order that is appealed against.</summary>
    public required ActionId? AppealedActionId { get; init; }

    /// <summary>How soon a human must look, as policy or flag say.</summary>
    public required ReportPriority Urgency { get; init; }

    /// <summary>Why it comes up when it does.</summary>
    public required CasePriority Priority { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When somebody must have looked; null where a backtest asks, which waits for whoever has time.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>How many reports belong to it. A verdict names it as <c>reportsSeen</c>.</summary>
    public required int ReportCount { get; init; }

    /// <summary>How many flags belong to it.</summary>
    public required int FlagCount { get; init; }

    /// <summary>How many people must confirm it.</summary>
    public required int ConfirmationsNeeded { get; init; }

    /// <summary>How many have.</summary>
    public required int Confirmations { get; init; }

    /// <summary>Whether it takes a senior reviewer.</summary>
    public required bool NeedsSenior { get; init; }

    /// <summary>Names the claim; every change of who may decide raises it.</summary>
    public required long Version { get; init; }

    /// <summary>Who holds it; null where nobody does.</summary>
    public required CaseLease? Lease { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>When it was closed.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Where to go from here.</summary>
    public required CaseLinks Links { get; init; }

    internal static CaseResponse Of(CaseRow row, DateTimeOffset now)
    {
        var state = row.ToCase();
        return new CaseResponse
        {
            CaseId = state.CaseId,
            Kind = state.Kind,
            Queue = row.Queue,
            LiveId = LiveId.Parse(row.LiveId),
            IsRunning = row.IsRunning,
            Subject = row.Subject,
            Policy = row.PolicyName,
            FlagTarget = row.FlagTarget is { } target ? WireWord.Parse<FlagTarget>(target) : null,
            FlagTargetId = row.FlagTargetId,
            AppealedActionId = row.ActionId is { } action ? ActionId.Parse(action) : null,
            Urgency = row.Facts.Urgency,
            Priority = CasePriority.Of(row.Facts, now),
            OpenedAt = row.OpenedAt,
            DueAt = row.DueAt == CaseRow.NeverDue ? null : row.DueAt,
            ReportCount = row.ReportCount,
            FlagCount = row.FlagCount,
            ConfirmationsNeeded = row.ConfirmationsNeeded,
            Confirmations = state.Verdicts.Count(verdict => verdict.Kind == VerdictKind.Confirmed),
            NeedsSenior = row.NeedsSenior,
            Version = row.Version,
            Lease = state.Outcome is null ? state.Holder(now) : null,
            Outcome = state.Outcome,
            ClosedAt = row.ClosedAt,
            Links = new CaseLinks($"/v1/cases/{row.CaseId}", $"/v1/lives/{row.LiveId}", $"/v1/actions?liveId={row.LiveId}"),
        };
    }
}

/// <summary>Where to go from a case.</summary>
public sealed record CaseLinks(string Self, string Live, string Actions);

/// <summary>A case with all that belongs to it.</summary>
public sealed record CaseDetailResponse
{
    /// <summary>The case.</summary>
    public required CaseResponse Case { get; init; }

    /// <summary>Its reports, in the order in which they came; <c>/v1/reports/{id}</c> has each.</summary>
    public required IReadOnlyList<string> Reports { get; init; }

    /// <summary>Flags, newest first, at most a hundred. Nobody's name.</summary>
    public required IReadOnlyList<CaseFlag> Flags { get; init; }

    /// <summary>What reviewers said of it. Where somebody still has to look without knowing, those who have not yet decided are not told.</summary>
    public required IReadOnlyList<VerdictResponse> Verdicts { get; init; }

    /// <summary>Why the subject is protected: an order about it takes two people, one of them a senior; null where it is not. Not for the subject's eyes.</summary>
    public required ProtectionResponse? Protection { get; init; }

    /// <summary>What the appellant wrote.</summary>
    public required string? Statement { get; init; }

    /// <summary>The decided case that this one is about. Told once this one is decided.</summary>
    public required CaseId? About { get; init; }

    /// <summary>The backtest that asks; null where none does.</summary>
    public required CaseBacktest? Backtest { get; init; }
}

/// <summary>What stands in a queue.</summary>
public sealed record QueueResponse
{
    /// <summary>Its name.</summary>
    public required string Queue { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Open cases, claimed ones included.</summary>
    public required long Open { get; init; }

    /// <summary>Cases that somebody holds.</summary>
    public required long Claimed { get; init; }

    /// <summary>Cases whose time is up.</summary>
    public required long Overdue { get; init; }

    /// <summary>Cases that come before all others.</summary>
    public required long Forced { get; init; }

    /// <summary>When the oldest open case was opened; null where there is none.</summary>
    public required DateTimeOffset? OldestAt { get; init; }

    /// <summary>When the next case's time is up, or since when the longest is overdue.</summary>
    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>How many of its cases the caller took in this shift; not counted, and 0, without a limit.</summary>
    public required int SeenInShift { get; init; }

    /// <summary>How many a shift may have; null without limit.</summary>
    public required int? Budget { get; init; }

    /// <summary>Whether the caller asked not to be given its cases.</summary>
    public required bool OptedOut { get; init; }
}
