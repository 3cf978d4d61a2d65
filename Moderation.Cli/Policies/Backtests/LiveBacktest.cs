using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>One live under the candidate and under the version that it is compared with, on one reading of its log.</summary>
internal sealed class LiveBacktest
{
    private readonly LiveId _live;
    private readonly SheetFold _candidate;
    private readonly SheetFold? _against;
    private readonly OutcomeBook _outcomes;
    private DateTimeOffset? _first;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private DateTimeOffset? _ended;
    private long _signals;
    private long _coins;

    public LiveBacktest(LiveId live, DeciderRules rules, PolicySet candidate, PolicySet? against, OutcomeBook outcomes)
    {
        _live = live;
        _candidate = new SheetFold(live, rules, candidate);
        _against = against is null ? null : new SheetFold(live, rules, against);
        _outcomes = outcomes;
    }

    public void Apply(SignalRecord signal, RecordRef at)
    {
        _signals++;
        // what is known of somebody over all lives was known before, and tells nothing of the live's own time
        if (signal is not StandingSignal)
        {
            _first = _first is { } first && first < signal.At ? first : signal.At;
            _last = signal.At > _last ? signal.At : _last;
        }

        if (signal is SessionSignal { Event.Kind: SessionEventKind.LiveEnded })
            _ended = signal.At;
        if (signal is GiftSignal { Gift.Event: GiftEvent.Sent } gift)
            _coins += gift.Gift.Coins;
        if (signal is VerdictSignal verdict)
            _outcomes.Take(verdict.Verdict.ReportId.Value, verdict.Verdict.Kind, verdict.Verdict.At);
        _candidate.Apply(signal, at);
        _against?.Apply(signal, at);
    }

    public void Finish()
    {
        _candidate.Finish();
        _against?.Finish();
    }

    /// <summary>Adds the live to the totals, once every outcome is known.</summary>
    public void AddTo(BacktestTotals totals)
    {
        var end = _ended ?? _last;
        totals.Lives++;
        totals.Signals += _signals;
        totals.Coins += _coins;
        totals.LiveTime += _first is { } first && end > first ? end - first : TimeSpan.Zero;
        totals.Candidate.Add(_candidate, end);
        if (_against is not null)
            totals.Against.Add(_against, end);
        foreach (var (name, hit) in _candidate.Hits)
        {
            var outcome = Outcome(name, hit);
            totals.Outcomes[outcome] = totals.Outcomes.GetValueOrDefault(outcome) + 1;
            totals.Hits.Add(new BacktestHit(_live.Value, name, outcome, [.. hit.Rungs.Keys], hit.IsReached ? hit.FirstAt : null, Against(name)?.FirstAt));
            if (!hit.IsReached)
                continue;
            if (Against(name) is not { } other)
                totals.OnlyCandidate++;
            else
                totals.Differences.Add(hit.FirstAt - other.FirstAt);
        }

        foreach (var (name, hit) in _against?.Hits ?? new Dictionary<string, SheetHit>())
        {
            if (!hit.IsReached || (_candidate.Hits.TryGetValue(name, out var other) && other.IsReached))
                continue;
            totals.OnlyAgainst++;
            totals.Hits.Add(new BacktestHit(_live.Value, name, null, [], null, hit.FirstAt));
        }
    }

    private SheetHit? Against(string name) => _against is not null && _against.Hits.TryGetValue(name, out var hit) && hit.IsReached ? hit : null;

    // what was said of the subject under either version holds: reviewers judged the subject, not the sheet's wording
    private HitOutcome Outcome(string name, SheetHit hit)
    {
        if (!hit.IsReached)
            return HitOutcome.Exempt;
        var other = Against(name);
        var verdict = _outcomes.Find([.. hit.Ids, .. other?.Ids ?? [], $"{_live}/{name}"]);
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
