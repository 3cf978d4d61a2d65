using Npgsql;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Works the waiting backtests off, one after another.</summary>
internal sealed class BacktestRunner(BacktestQueue queue, BacktestRun run, TimeProvider time, ILogger<BacktestRunner> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DropEvery = TimeSpan.FromMinutes(10);

    private long? _dropped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var delay = LookAgain;
            try
            {
                while (await queue.ClaimAsync(stoppingToken) is { } backtest)
                    await run.RunAsync(backtest, stoppingToken);
                await DropEndedAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.BacktestsInterrupted(e.Message, e is NpgsqlException ? null : e);
                delay = RetryDelay;
            }

            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DropEndedAsync(CancellationToken token)
    {
        if (_dropped is { } last && time.GetElapsedTime(last) < DropEvery)
            return;
        await queue.DropEndedAsync(token);
        _dropped = time.GetTimestamp();
    }
}
