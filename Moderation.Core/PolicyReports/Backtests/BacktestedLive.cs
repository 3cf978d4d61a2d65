using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What is left of a live when its log was folded: what is counted of it, without the evidence.</summary>
internal sealed record BacktestedLive
{
    public required LiveId LiveId { get; init; }

    public required long Signals { get; init; }

    public required long Coins { get; init; }

    public required TimeSpan LiveTime { get; init; }

    public required FoldedVersion Candidate { get; init; }

    /// <summary>Null where nothing is compared.</summary>
    public required FoldedVersion? Against { get; init; }

    /// <summary>Subjects that either version decided about: what has to wait for outcomes.</summary>
    public int SubjectCount => Candidate.Hits.Count + (Against?.Hits.Keys.Count(name => !Candidate.Hits.ContainsKey(name)) ?? 0);

    /// <summary>Adds the live to the totals, once every outcome is known.</summary>
    public void AddTo(BacktestTotals totals, OutcomeBook outcomes)
    {
        totals.Lives++;
        totals.Signals += Signals;
        totals.Coins += Coins;
        totals.LiveTime += LiveTime;
        totals.Candidate.Add(Candidate);
        if (Against is not null)
            totals.Against.Add(Against);
        foreach (var (name, hit) in Candidate.Hits)
        {
            var outcome = Outcome(name, hit, outcomes);
            totals.Outcomes[outcome] = totals.Outcomes.GetValueOrDefault(outcome) + 1;
            totals.Hits.Add(new BacktestHit(LiveId.Value, name, outcome, [.. hit.Rungs.Keys], hit.IsReached ? hit.FirstAt : null, Against?.Reached(name)?.FirstAt));
            if (!hit.IsReached)
                continue;
            if (Against?.Reached(name) is { } other)
            {
                totals.Differences.Add(hit.FirstAt - other.FirstAt);
                continue;
            }

            totals.OnlyCandidate++;
            totals.Unreported.Add((LiveId, hit));
        }

        foreach (var (name, hit) in Against?.Hits ?? new Dictionary<string, SheetHit>())
        {
            if (!hit.IsReached || Candidate.Reached(name) is not null)
                continue;
            totals.OnlyAgainst++;
            totals.Hits.Add(new BacktestHit(LiveId.Value, name, null, [], null, hit.FirstAt));
        }
    }

    // what was said of the subject under either version holds: reviewers judged the subject, not the sheet's wording
    private HitOutcome Outcome(string name, SheetHit hit, OutcomeBook outcomes)
    {
        if (!hit.IsReached)
            return HitOutcome.Exempt;
        var other = Against?.Reached(name);
        var verdict = outcomes.Find([.. hit.Ids, .. other?.Ids ?? [], $"{LiveId}/{name}"]);
        var ordered = other?.Ordered ?? hit.Ordered;
        return verdict switch
        {
            null => HitOutcome.NeverReviewed,
            VerdictKind.Confirmed => ordered ? HitOutcome.ActionedUpheld : HitOutcome.ReportedUpheld,
            VerdictKind.Overturned when ordered => HitOutcome.Overturned,
            _ => HitOutcome.ReviewedClean,
        };
    }
}
