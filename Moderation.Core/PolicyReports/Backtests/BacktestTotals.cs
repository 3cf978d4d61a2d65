using Moderation.Core.Subjects;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What a backtest counts. One per thread; they are added up at the end.</summary>
/// <remarks>Threads: one at a time. Memory: a line for every subject that is hit; the rest does not grow.</remarks>
public sealed class BacktestTotals
{
    /// <summary>Lives whose log was folded.</summary>
    public long Lives { get; internal set; }

    /// <summary>Entries that were folded.</summary>
    public long Signals { get; internal set; }

    /// <summary>Coins of all gifts.</summary>
    public long Coins { get; internal set; }

    /// <summary>Event time of all lives, each from its first entry to its end.</summary>
    public TimeSpan LiveTime { get; internal set; }

    /// <summary>Subjects that either version hit.</summary>
    public int SubjectCount => Hits.Count;

    internal VersionTotals Candidate { get; } = new();

    internal VersionTotals Against { get; } = new();

    internal Dictionary<HitOutcome, long> Outcomes { get; } = [];

    internal long OnlyCandidate { get; set; }

    internal long OnlyAgainst { get; set; }

    /// <summary>For every subject that both reached: how much later the candidate did.</summary>
    internal List<TimeSpan> Differences { get; } = [];

    internal List<BacktestHit> Hits { get; } = [];

    /// <summary>What only the candidate reaches, by live.</summary>
    internal List<(LiveId Live, SheetHit Hit)> Unreported { get; } = [];

    /// <summary>Adds what another thread counted.</summary>
    /// <param name="other">What it counted.</param>
    public void Add(BacktestTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
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
        Unreported.AddRange(other.Unreported);
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

    /// <summary>Adds one live.</summary>
    public void Add(FoldedVersion live)
    {
        var reached = live.Hits.Values.Where(hit => hit.IsReached).ToList();
        Hits += reached.Count;
        LivesHit += reached.Count > 0 ? 1 : 0;
        foreach (var rung in reached.SelectMany(hit => hit.Rungs.Keys))
            Rungs[rung] = Rungs.GetValueOrDefault(rung) + 1;
        Orders += live.Orders;
        CoinsStopped += live.CoinsStopped;
        GiftsStopped += live.GiftsStopped;
        LivesCut += live.IsCut ? 1 : 0;
        LivesCutProposed += live.IsCutProposed ? 1 : 0;
        Restricted += live.Restricted;
        Subjects += live.Subjects;
        Unknown += live.Unknown;
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
