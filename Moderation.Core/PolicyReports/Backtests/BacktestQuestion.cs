using Moderation.Core.Decisions;
using Moderation.Core.Policies;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What a backtest shall tell: what one sheet would have done, beside what another version does.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed record BacktestQuestion
{
    /// <summary>What decisions depend on besides log and policies.</summary>
    public required DeciderRules Rules { get; init; }

    /// <summary>The sheet that is tried.</summary>
    public required CompiledSheet Candidate { get; init; }

    /// <summary>What it is compared with; null for nothing.</summary>
    public CompiledSheet? Against { get; init; }

    /// <summary>Entries count from this event time on.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Entries count before this event time.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;
}
