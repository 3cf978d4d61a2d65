using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Where a backtest is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BacktestState>))]
public enum BacktestState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It has a report.</summary>
    Done,

    /// <summary>It came to no end; <c>failure</c> says why.</summary>
    Failed,

    /// <summary>Somebody called it off.</summary>
    Cancelled,
}
