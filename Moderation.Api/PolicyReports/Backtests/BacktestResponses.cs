using Moderation.Core.PolicyReports.Backtests;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>A backtest: what a sheet would have done to the lives whose signals the broker holds.</summary>
public sealed record BacktestResponse
{
    /// <summary>Its id.</summary>
    public required string BacktestId { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Where it is.</summary>
    public required BacktestState State { get; init; }

    /// <summary>Who asked for it, by the name that the request gave; unauthenticated until there is sign-in.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The sheet that is tried.</summary>
    public required BacktestSheetResponse Candidate { get; init; }

    /// <summary>What it is compared with; null for nothing.</summary>
    public required BacktestSheetResponse? Against { get; init; }

    /// <summary>Signals count from this event time on; null from the first.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>Signals count before this event time; null to the last.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>When it was last taken up; null while it waits.</summary>
    public required DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it was done, failed or was cancelled; null before.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>How far it is.</summary>
    public required BacktestProgressResponse Progress { get; init; }

    /// <summary>Who called it off; null when nobody did.</summary>
    public required string? CancelledBy { get; init; }

    /// <summary>Why it failed, in words; null when it did not.</summary>
    public required string? Failure { get; init; }

    /// <summary>What it tells; null until it is done, and in lists.</summary>
    public required BacktestReport? Report { get; init; }

    /// <summary>Where to go from here.</summary>
    public required BacktestLinks Links { get; init; }
}

/// <summary>A sheet in a backtest.</summary>
/// <param name="SheetHash">Hash of the normalised sheet.</param>
/// <param name="Version">Its number; null where it was not handed in.</param>
public sealed record BacktestSheetResponse(string SheetHash, int? Version);

/// <summary>How far a backtest is.</summary>
public sealed record BacktestProgressResponse
{
    /// <summary>Entries of the log that were read, those that do not count included.</summary>
    public required long SignalsRead { get; init; }

    /// <summary>Entries that the log held when the backtest began; null until it was looked at.</summary>
    public required long? SignalsTotal { get; init; }

    /// <summary>Entries among those read that the broker had dropped before their turn came. The report knows nothing of them.</summary>
    public required long SignalsGone { get; init; }

    /// <summary>How much of the log was read, 0..1; null until it was looked at.</summary>
    public required double? Share { get; init; }

    /// <summary>Event time of the lives folded so far, in hours.</summary>
    public required double LiveHours { get; init; }
}

/// <summary>Where to go from a backtest.</summary>
/// <param name="Self">The backtest.</param>
/// <param name="Csv">Every subject that either version hits, as a table; there when it is done.</param>
/// <param name="Policy">The policy.</param>
public sealed record BacktestLinks(string Self, string Csv, string Policy);
