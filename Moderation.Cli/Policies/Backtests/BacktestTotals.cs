using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>What a backtest counts. One per thread; they are added up at the end.</summary>
internal sealed class BacktestTotals
{
    public long Lives { get; set; }

    public long Signals { get; set; }

    /// <summary>Coins of all gifts.</summary>
    public long Coins { get; set; }

    public TimeSpan LiveTime { get; set; }

    public VersionTotals Candidate { get; } = new();

    public VersionTotals Against { get; } = new();

    public Dictionary<HitOutcome, long> Outcomes { get; } = [];

    public long OnlyCandidate { get; set; }

    public long OnlyAgainst { get; set; }

    /// <summary>For every subject that both reached: how much later the candidate did.</summary>
    public List<TimeSpan> Differences { get; } = [];

    public List<BacktestHit> Hits { get; } = [];

    public void Add(BacktestTotals other)
    {
        Lives += other.Lives;
        Signals += other.Signals;
        Coins += other.Coins;
        LiveTime += other.LiveTime;
        Candidate.Add(other.Candidate);
        Against.Add(other.Against);
        foreach (var (outcome, count) in other.Outcomes)
            Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + count;
        OnlyCandidate += other.OnlyCandidate;
        OnlyAgainst += other.OnlyAgainst;
        Differences.AddRange(other.Differences);
        Hits.AddRange(other.Hits);
    }
}

/// <summary>What one version comes to.</summary>
internal sealed class VersionTotals
{
    /// <summary>Subjects that reached a rung, exemptions not counted.</summary>
    public long Hits { get; set; }

    public long LivesHit { get; set; }

    public Dictionary<string, long> Rungs { get; } = new(StringComparer.Ordinal);

    public long Orders { get; set; }

    public long CoinsStopped { get; set; }

    public long GiftsStopped { get; set; }

    /// <summary>Lives that were cut or paused.</summary>
    public long LivesCut { get; set; }

    /// <summary>Lives for which that was proposed or done.</summary>
    public long LivesCutProposed { get; set; }

    public TimeSpan Restricted { get; set; }

    public long Subjects { get; set; }

    public long Unknown { get; set; }

    public void Add(SheetFold fold, DateTimeOffset end)
    {
        var reached = fold.Hits.Values.Where(hit => hit.IsReached).ToList();
        Hits += reached.Count;
        LivesHit += reached.Count > 0 ? 1 : 0;
        foreach (var rung in reached.SelectMany(hit => hit.Rungs.Keys))
            Rungs[rung] = Rungs.GetValueOrDefault(rung) + 1;
        Orders += fold.Orders;
        CoinsStopped += fold.Caps.StoppedCoins;
        GiftsStopped += fold.Caps.StoppedGifts;
        LivesCut += fold.Caps.Ordered(ActionKind.CutLive) || fold.Caps.Ordered(ActionKind.PauseLive) ? 1 : 0;
        LivesCutProposed += fold.CutProposed ? 1 : 0;
        Restricted += fold.Caps.Restricted(end);
        Subjects += fold.Subjects;
        Unknown += fold.Unknown;
    }

    public void Add(VersionTotals other)
    {
        Hits += other.Hits;
        LivesHit += other.LivesHit;
        foreach (var (rung, count) in other.Rungs)
            Rungs[rung] = Rungs.GetValueOrDefault(rung) + count;
        Orders += other.Orders;
        CoinsStopped += other.CoinsStopped;
        GiftsStopped += other.GiftsStopped;
        LivesCut += other.LivesCut;
        LivesCutProposed += other.LivesCutProposed;
        Restricted += other.Restricted;
        Subjects += other.Subjects;
        Unknown += other.Unknown;
    }
}

/// <summary>One subject in a backtest.</summary>
/// <param name="Live">The live.</param>
/// <param name="Subject">Whom, by its name in the live.</param>
/// <param name="Outcome">What the candidate's hit turns out to be; null where only the other version hits.</param>
/// <param name="Rungs">Rungs that the candidate reaches.</param>
/// <param name="CandidateAt">When the candidate first reaches one; null where it does not, or the subject is exempt.</param>
/// <param name="AgainstAt">When the other version does; null where it does not.</param>
internal sealed record BacktestHit(string Live, string Subject, HitOutcome? Outcome, IReadOnlyList<string> Rungs, DateTimeOffset? CandidateAt, DateTimeOffset? AgainstAt);
