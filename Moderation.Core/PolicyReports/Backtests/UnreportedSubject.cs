using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>A subject that the version which is tried reports, and the one that it is compared with does not.</summary>
/// <param name="LiveId">The live.</param>
/// <param name="Subject">Whom.</param>
/// <param name="Urgency">How soon a human should have looked, as the gravest of its rungs says.</param>
/// <param name="Rungs">Rungs that it reaches.</param>
/// <param name="At">When it first reaches one, by the live's clock.</param>
public sealed record UnreportedSubject(LiveId LiveId, SubjectRef Subject, ReportPriority Urgency, IReadOnlyList<string> Rungs, DateTimeOffset At)
{
    /// <summary>The gravest of them, and among equals the newest first.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="totals">What was counted.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>They, and how many there are in all; null where nothing was compared, so that nothing is known of what the other version does not report.</returns>
    public static (IReadOnlyList<UnreportedSubject> Gravest, long Count)? Of(BacktestQuestion question, BacktestTotals totals, int most)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(totals);
        if (question.Against is null)
            return null;
        var urgencies = question.Candidate.Variants.SelectMany(variant => variant.Ladder).ToLookup(rung => rung.Name, rung => rung.Priority);
        var gravest = totals.Unreported
            .Select(one => new UnreportedSubject(one.Live, one.Hit.Subject, one.Hit.Rungs.Keys.SelectMany(rung => urgencies[rung]).Max(), [.. one.Hit.Rungs.Keys], one.Hit.FirstAt))
            .OrderByDescending(one => one.Urgency).ThenByDescending(one => one.At)
            .ThenBy(one => one.LiveId.Value, StringComparer.Ordinal).ThenBy(one => one.Subject.ToString(), StringComparer.Ordinal)
            .Take(most).ToList();
        return (gravest, totals.Unreported.Count);
    }
}
