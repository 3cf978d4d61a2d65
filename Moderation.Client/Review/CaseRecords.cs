namespace Moderation.Client.Review;

/// <summary>A case, as a list shows it.</summary>
public sealed record CaseResponse
{
    /// <summary>Its id.</summary>
    public required string CaseId { get; init; }

    /// <summary>What it asks.</summary>
    public required CaseKind Kind { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Queue { get; init; }

    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

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
    public required string? AppealedActionId { get; init; }

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
}

/// <summary>The right of one reviewer to decide a case, for a while.</summary>
public sealed record CaseLease
{
    /// <summary>Who.</summary>
    public required string Reviewer { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Until when, if nothing is heard from the reviewer.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>How soon a case comes up, and why.</summary>
public sealed record CasePriority
{
    /// <summary>0 forced, 1 overdue, 2 all others; lower comes first.</summary>
    public required int Band { get; init; }

    /// <summary>Orders within the last band, higher first.</summary>
    public required double Score { get; init; }

    /// <summary>The factors.</summary>
    public required IReadOnlyList<PriorityTerm> Terms { get; init; }
}

/// <summary>One factor of a priority.</summary>
public sealed record PriorityTerm
{
    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>The factor.</summary>
    public required double Factor { get; init; }

    /// <summary>Where it comes from, in one English sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What it was made of: the probability of 0..1, viewers, the flags' weight, or the case's age in minutes, by <see cref="Code"/>; null where that is unknown.</summary>
    public required double? Value { get; init; }
}

/// <summary>Whom or what in a live a report or an order concerns. Made by its factories, one per kind.</summary>
public sealed record SubjectRef
{
    /// <summary>The sort of subject; it says which of the other fields are there.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>The person on screen.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>Why that person is on screen.</summary>
    public ParticipantRole? Role { get; init; }

    /// <summary>The account: of the participant where the platform tells, of the author, or of who speaks in a pair.</summary>
    public string? UserId { get; init; }

    /// <summary>The account that is spoken to in a pair.</summary>
    public string? OtherUserId { get; init; }
}

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

    /// <summary>Why the subject is protected; null where it is not. Not for the subject's eyes.</summary>
    public required ProtectionResponse? Protection { get; init; }

    /// <summary>What the appellant wrote.</summary>
    public required string? Statement { get; init; }

    /// <summary>The decided case that this one is about. Told once this one is decided.</summary>
    public required string? About { get; init; }

    /// <summary>The backtest that asks; null where none does.</summary>
    public required CaseBacktest? Backtest { get; init; }
}

/// <summary>Where the case of a backtest comes from.</summary>
public sealed record CaseBacktest
{
    /// <summary>The backtest.</summary>
    public required string BacktestId { get; init; }

    /// <summary>The version of the policy that was tried.</summary>
    public required string SheetHash { get; init; }

    /// <summary>The rungs that it would have reached about the subject.</summary>
    public required IReadOnlyList<string> Rungs { get; init; }

    /// <summary>When it would have reached the first, by the live's clock.</summary>
    public required DateTimeOffset ReachedAt { get; init; }
}

/// <summary>A flag in a case.</summary>
public sealed record CaseFlag
{
    /// <summary>Its id.</summary>
    public required string FlagId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required FlagTarget Target { get; init; }

    /// <summary>Which.</summary>
    public required string? TargetId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the flagger has trusted status.</summary>
    public required bool Trusted { get; init; }

    /// <summary>How much it weighs, 0..1, by how often the flagger was right; 0 for a flagger's second flag on the same thing and for one over the limit.</summary>
    public required double Weight { get; init; }

    /// <summary>Whether it came over the limit of its flagger.</summary>
    public required bool OverLimit { get; init; }
}

/// <summary>Somebody whom the platform protects: an order about it takes two people, one of them a senior.</summary>
public sealed record ProtectionResponse
{
    /// <summary>The account.</summary>
    public required string UserId { get; init; }

    /// <summary>Why, in a word.</summary>
    public required ProtectionKind Kind { get; init; }

    /// <summary>Why, in somebody's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who said so.</summary>
    public required string AddedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Until when; null without end.</summary>
    public required DateTimeOffset? Until { get; init; }
}
