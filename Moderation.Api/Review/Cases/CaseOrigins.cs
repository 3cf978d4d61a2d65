using Moderation.Core.Wire;

namespace Moderation.Api.Review.Cases;

/// <summary>Where the case of a backtest comes from.</summary>
/// <param name="BacktestId">The backtest. One that ended is kept for some time only (<c>Backtests:KeepFor</c>).</param>
/// <param name="SheetHash">The version of the policy that was tried.</param>
/// <param name="Rungs">The rungs that it would have reached about the subject.</param>
/// <param name="ReachedAt">When it would have reached the first, by the live's clock.</param>
public sealed record CaseBacktest(string BacktestId, string SheetHash, IReadOnlyList<string> Rungs, DateTimeOffset ReachedAt);

/// <summary>A flag in a case.</summary>
/// <param name="FlagId">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Target">What it is about.</param>
/// <param name="TargetId">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="Trusted">Whether the flagger has trusted status.</param>
/// <param name="Weight">How much it weighs, 0..1, by how often the flagger was right; 0 for a flagger's second flag on the same thing and for one over the limit.</param>
/// <param name="OverLimit">Whether it came over the limit of its flagger.</param>
public sealed record CaseFlag(string FlagId, DateTimeOffset At, FlagTarget Target, string? TargetId, string Reason, bool Trusted, double Weight, bool OverLimit);
