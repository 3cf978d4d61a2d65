using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>The steps of a case from one reviewer to the next, until it is decided. Pure: takes a case, gives a case.</summary>
/// <remarks>
/// A lease carries a fencing version (Kleppmann 2016): it rises whenever the right to decide passes on, so that whoever still believes to hold
/// the case is refused, however late the request arrives. A lease that ran out needs nobody to sweep it: it simply holds no more.
/// </remarks>
public static class CaseDesk
{
    /// <summary>Gives a case to a reviewer. Whoever holds it already gets more time and keeps the version.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who asks for it.</param>
    /// <param name="now">The time.</param>
    /// <param name="lasts">How long the lease lasts without a sign of life.</param>
    public static CaseStep Claim(ReviewCase before, Reviewer reviewer, DateTimeOffset now, TimeSpan lasts)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(reviewer);
        if (Bars(before, reviewer) is { } barred)
            return new CaseStep(before, barred);
        if (before.Holder(now) is { } holder)
        {
            return holder.Reviewer == reviewer.Name
                ? new CaseStep(before with { Lease = holder with { Until = Later(holder.Until, now + lasts) } })
                : new CaseStep(before, CaseRefusal.HeldByOther);
        }

        return new CaseStep(before with { Lease = new CaseLease(reviewer.Name, now, now + lasts), Version = before.Version + 1 });
    }

    /// <summary>Why a reviewer may never take a case as it stands, whoever holds it; null when they may.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who asks.</param>
    public static CaseRefusal? Bars(ReviewCase before, Reviewer reviewer)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(reviewer);
        return before switch
        {
            { Outcome: not null } => CaseRefusal.Closed,
            _ when before.Excluded.Contains(reviewer.Name) => CaseRefusal.OwnDecision,
            _ when before.Verdicts.Any(verdict => verdict.Reviewer == reviewer.Name) => CaseRefusal.AlreadyDecided,
            { NeedsSenior: true } when !reviewer.IsSenior => CaseRefusal.SeniorOnly,
            _ => null,
        };
    }

    /// <summary>Keeps a lease alive.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who holds it.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="now">The time.</param>
    /// <param name="lasts">How long it lasts from now.</param>
    public static CaseStep Heartbeat(ReviewCase before, string reviewer, long version, DateTimeOffset now, TimeSpan lasts) =>
        Held(before, reviewer, version, now, (held, lease) => held with { Lease = lease with { Until = Later(lease.Until, now + lasts) } });

    /// <summary>Puts a case back.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who holds it.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="now">The time.</param>
    public static CaseStep Release(ReviewCase before, string reviewer, long version, DateTimeOffset now) =>
        Held(before, reviewer, version, now, (held, _) => PutBack(held));

    /// <summary>Puts a case back and does not want it again.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who holds it.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="now">The time.</param>
    public static CaseStep Skip(ReviewCase before, string reviewer, long version, DateTimeOffset now) =>
        Held(before, reviewer, version, now, (held, _) => PutBack(held) with { Skipped = held.Skipped.Contains(reviewer) ? held.Skipped : [.. held.Skipped, reviewer] });

    /// <summary>Puts a case back for a senior reviewer.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who holds it.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="now">The time.</param>
    public static CaseStep Escalate(ReviewCase before, string reviewer, long version, DateTimeOffset now) =>
        Held(before, reviewer, version, now, (held, _) => PutBack(held) with { NeedsSenior = true });

    /// <summary>Gives a case that one holds to somebody else.</summary>
    /// <param name="before">The case.</param>
    /// <param name="reviewer">Who holds it.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="now">The time.</param>
    /// <param name="lasts">How long the new lease lasts.</param>
    public static CaseStep Transfer(ReviewCase before, string reviewer, long version, Reviewer to, DateTimeOffset now, TimeSpan lasts)
    {
        var barred = Bars(before, to);
        var step = Held(before, reviewer, version, now, (held, _) => held with { Lease = new CaseLease(to.Name, now, now + lasts), Version = held.Version + 1 });
        return step.IsDone && barred is not null ? new CaseStep(before, barred) : step;
    }

    /// <summary>Adds a report. Whoever holds the case keeps it; a case that was decided is open again, for this report.</summary>
    /// <param name="before">The case.</param>
    /// <param name="confirmationsNeeded">How many people must confirm the report.</param>
    public static ReviewCase Attach(ReviewCase before, int confirmationsNeeded)
    {
        ArgumentNullException.ThrowIfNull(before);
        var attached = before with { ReportCount = before.ReportCount + 1, ConfirmationsNeeded = Math.Max(confirmationsNeeded, Math.Max(1, before.ConfirmationsNeeded)) };
        return before.Outcome is null
            ? attached
            : Reopen(attached) with { ConfirmationsNeeded = Math.Max(1, confirmationsNeeded), NeedsSenior = false };
    }

    /// <summary>Closes a case that was decided elsewhere. Whoever holds it holds it no more.</summary>
    /// <param name="before">The case.</param>
    /// <param name="outcome">How it was decided.</param>
    public static ReviewCase Settle(ReviewCase before, CaseOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before.Outcome is null ? Close(PutBack(before), outcome, before.ReportCount) : before;
    }

    /// <summary>Says what a reviewer makes of a case. It closes it, or asks for somebody else. Reports that came after the reviewer looked keep it open.</summary>
    /// <param name="before">The case.</param>
    /// <param name="version">The version that the reviewer saw.</param>
    /// <param name="verdict">What is said.</param>
    /// <param name="isSenior">Whether the reviewer is a senior: where a senior cannot tell, nobody has to.</param>
    public static CaseStep Decide(ReviewCase before, long version, CaseVerdict verdict, bool isSenior)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(verdict);
        // Nobody saw reports that do not exist, and what is decided is not decided again.
        if (before.Outcome is null && (verdict.SeenCount <= before.DecidedCount || verdict.SeenCount > before.ReportCount))
            return new CaseStep(before, CaseRefusal.StaleVersion);
        // The second of two must be a senior where the first was none; another first would only make it look as if two agreed.
        var step = Held(before, verdict.Reviewer, version, verdict.At, (held, _) => Follow(held, verdict, isSenior));
        return step.IsDone && before.SeniorMustConfirm && verdict.Kind == VerdictKind.Confirmed && !isSenior && Confirmed(before).Any() && !Confirmed(before).Any(earlier => earlier.BySenior)
            ? new CaseStep(before, CaseRefusal.SeniorOnly)
            : step;
    }

    private static ReviewCase Follow(ReviewCase held, CaseVerdict verdict, bool isSenior)
    {
        var said = PutBack(held) with { Verdicts = [.. held.Verdicts, verdict with { BySenior = isSenior }] };
        var confirmed = Confirmed(said).ToList();
        var isAgreed = confirmed.Count >= held.ConfirmationsNeeded && (!held.SeniorMustConfirm || confirmed.Exists(v => v.BySenior));
        return verdict.Kind switch
        {
            // The policy was wrong about the subject, so it was in the reports that came meanwhile, too.
            VerdictKind.Overturned => Close(said, CaseOutcome.Overturned, said.ReportCount),
            VerdictKind.Confirmed when isAgreed => Close(said, CaseOutcome.Upheld, confirmed.Min(v => v.SeenCount)),
            VerdictKind.Confirmed => said with { NeedsSenior = held.NeedsSenior || (held.SeniorMustConfirm && !confirmed.Exists(v => v.BySenior)) },
            _ when isSenior => Close(said, CaseOutcome.Undecided, verdict.SeenCount),
            _ => said with { NeedsSenior = true },
        };
    }

    private static IEnumerable<CaseVerdict> Confirmed(ReviewCase said) => said.Verdicts.Where(verdict => verdict.Kind == VerdictKind.Confirmed);

    private static ReviewCase Close(ReviewCase said, CaseOutcome outcome, int decidedCount)
    {
        var closed = said with { Outcome = outcome, DecidedCount = Math.Min(decidedCount, said.ReportCount) };
        return closed.DecidedCount == said.ReportCount ? closed : Reopen(closed);
    }

    // What was said was about other reports, so whoever said it may look at these.
    private static ReviewCase Reopen(ReviewCase closed) => closed with { Outcome = null, Verdicts = [], Version = closed.Version + 1 };

    private static ReviewCase PutBack(ReviewCase held) => held with { Lease = null, Version = held.Version + 1 };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static CaseStep Held(ReviewCase before, string reviewer, long version, DateTimeOffset now, Func<ReviewCase, CaseLease, ReviewCase> then)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.Outcome is not null)
            return new CaseStep(before, CaseRefusal.Closed);
        return before.Version == version && before.Holder(now) is { } lease && lease.Reviewer == reviewer
            ? new CaseStep(then(before, lease))
            : new CaseStep(before, CaseRefusal.StaleVersion);
    }
}
