using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>What backtests may take of this process. Section <c>Backtests</c>.</summary>
internal sealed class BacktestOptions
{
    public const string Section = "Backtests";

    /// <summary>Most backtests that wait for their turn, over all policies; more are refused.</summary>
    [Range(1, 1000)]
    public int MaxWaiting { get; init; } = 20;

    /// <summary>Most lives whose evidence is held at once, some 40 KB each under either version; a backtest that meets more fails and says so.</summary>
    [Range(1, 1_000_000)]
    public int MaxLives { get; init; } = 5_000;

    /// <summary>Most subjects that the two versions may hit together; a backtest that comes to more fails and says so.</summary>
    [Range(1, 10_000_000)]
    public int MaxSubjects { get; init; } = 100_000;

    /// <summary>Most cases that one backtest may have opened in all.</summary>
    [Range(1, 10_000)]
    public int MaxCases { get; init; } = 200;

    /// <summary>How many of the subjects that only the tried version reports a backtest keeps for its cases, the gravest and newest ones.</summary>
    [Range(1, 100_000)]
    public int KeptSubjects { get; init; } = 2_000;

    /// <summary>For how long a live is followed after its last entry, or after its end; what Decider:ForgetIdleAfter and Decider:ForgetEndedAfter are to the Worker.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a backtest waits for a broker that does not answer before it fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BrokerWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long without a word of the process that runs it a backtest is begun again by another one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long an ended backtest is kept.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);
}
