using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Counts what became of backtests in this process.</summary>
internal sealed class BacktestMetrics
{
    private readonly Counter<long> _ended;
    private readonly Counter<long> _signals;

    public BacktestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.MeterName);
        _ended = meter.CreateCounter<long>("moderation.policy_reports.backtests", "{backtest}", "Backtests that were done or failed here, by state.");
        _signals = meter.CreateCounter<long>("moderation.policy_reports.backtest_signals", "{record}", "Entries of the log that backtests read.");
    }

    public void Ended(BacktestState state, long signalsRead)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("state", WireWord.From(state)));
        _signals.Add(signalsRead);
    }
}
