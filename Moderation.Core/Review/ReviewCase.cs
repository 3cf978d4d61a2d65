using System.Text.Json.Serialization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>What a case asks of a reviewer.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CaseKind>))]
public enum CaseKind
{
    /// <summary>To look at what was reported.</summary>
    Report,

    /// <summary>To look once more, without knowing what the first reviewer said.</summary>
    SecondReview,

    /// <summary>To judge somebody's appeal.</summary>
    Appeal,

    /// <summary>To look at what a version of a policy would have reported, that was tried over past lives. No order follows from it.</summary>
    Backtest,
}

/// <summary>How a case ended.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CaseOutcome>))]
public enum CaseOutcome
{
    /// <summary>What was reported was right; for an appeal, the decision stands.</summary>
    Upheld,

    /// <summary>What was reported was wrong; for an appeal, the decision falls.</summary>
    Overturned,

    /// <summary>Nobody could tell.</summary>
    Undecided,
}

/// <summary>Something that people have to decide, and who is deciding it. Values only: <see cref="CaseDesk"/> makes the next one of it.</summary>
public sealed record ReviewCase
{
    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>What it asks.</summary>
    public required CaseKind Kind { get; init; }

    /// <summary>How many different people must confirm before it is closed as upheld; at least 1. One is enough to overturn.</summary>
    public required int ConfirmationsNeeded { get; init; }

    /// <summary>Whether one of those who confirm must be a senior: for orders about whom the platform protects. Known when it is decided, and not kept with the case.</summary>
    public bool SeniorMustConfirm { get; init; }

    /// <summary>Whether only a senior reviewer may take it.</summary>
    public bool NeedsSenior { get; init; }

    /// <summary>Who may not take it: whoever decided what it is about.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Who passed it on; they are not given it again, but may take it.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Counts everything that changed who may decide it; whoever decides must name the one they saw.</summary>
    public long Version { get; init; }

    /// <summary>Who holds it; may have run out.</summary>
    public CaseLease? Lease { get; init; }

    /// <summary>What was said so far, oldest first.</summary>
    public IReadOnlyList<CaseVerdict> Verdicts { get; init; } = [];

    /// <summary>How many reports belong to it. They are numbered from 1 in the order in which they came.</summary>
    public int ReportCount { get; init; } = 1;

    /// <summary>Up to which report it was decided.</summary>
    public int DecidedCount { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>Who holds it at a time; null when nobody does.</summary>
    /// <param name="now">The time; a lease that ends then is over.</param>
    public CaseLease? Holder(DateTimeOffset now) => Lease is { } lease && lease.Until > now ? lease : null;
}

/// <summary>The right of one reviewer to decide a case, for a while.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="ClaimedAt">Since when.</param>
/// <param name="Until">Until when, if nothing is heard from the reviewer.</param>
public sealed record CaseLease(string Reviewer, DateTimeOffset ClaimedAt, DateTimeOffset Until);

/// <summary>What one reviewer said.</summary>
/// <param name="VerdictId">Its id.</param>
/// <param name="Reviewer">Who.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="SeenCount">How many of the case's reports the reviewer had seen; the verdict is about no other.</param>
/// <param name="BySenior">Whether the reviewer was a senior.</param>
public sealed record CaseVerdict(string VerdictId, string Reviewer, DateTimeOffset At, VerdictKind Kind, string ReasonCode, int SeenCount, bool BySenior = false);

/// <summary>Somebody who decides cases.</summary>
/// <param name="Name">A pseudonym that is the same for all that one person does.</param>
/// <param name="IsSenior">Whether cases that need experience may be given to them.</param>
public sealed record Reviewer(string Name, bool IsSenior = false);
