using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Takes one backtest from its claim to its end, and says meanwhile that it lives and how far it is.</summary>
internal sealed class BacktestRun(
    BacktestQueue queue, BacktestWork work, BacktestMetrics metrics, IOptions<BacktestOptions> options, TimeProvider time, ILogger<BacktestRun> log)
{
    // One that takes its process down each time must not do so for ever.
    private const int MostLosses = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PutBackWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostBetweenWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <param name="backtest">The backtest.</param>
    /// <param name="stop">The service stops; then the backtest is put back, to be begun again.</param>
    public async Task RunAsync(ClaimedBacktest backtest, CancellationToken stop)
    {
        log.BacktestBegun(backtest.BacktestId, backtest.PolicyName, backtest.Attempt);
        var progress = new BacktestProgress();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = KeepAsync(backtest, progress, end);
        try
        {
            var (answer, failure) = await OutcomeAsync(backtest, progress, end.Token);
            await WriteAsync(backtest, progress, answer, failure, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await PutBackAsync(backtest);
        }
        catch (OperationCanceledException)
        {
            log.BacktestGivenUp(backtest.BacktestId);
        }
        finally
        {
            await end.CancelAsync();
            await keeping;
        }
    }

    /// <summary>Says in time that the backtest is still at work, and ends it when it is no longer this process's.</summary>
    private async Task KeepAsync(ClaimedBacktest backtest, BacktestProgress progress, CancellationTokenSource end)
    {
        var interval = options.Value.Lease / 4 < MostBetweenWords ? options.Value.Lease / 4 : MostBetweenWords;
        while (true)
        {
            await Task.Delay(interval, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
                return;
            try
            {
                if (await queue.RenewAsync(backtest, progress, end.Token))
                    continue;
                await end.CancelAsync();
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                // It is lost only when another process takes it; then the next word is refused.
                log.BacktestsInterrupted(e.Message, null);
            }
        }
    }

    private async Task<(BacktestAnswer? Answer, string? Failure)> OutcomeAsync(ClaimedBacktest backtest, BacktestProgress progress, CancellationToken stop)
    {
        if (backtest.Losses >= MostLosses)
            return (null, $"It was begun {backtest.Losses} times, and each time the process that ran it was not heard of any more.");
        try
        {
            return (await work.AnswerAsync(backtest, progress, stop), null);
        }
        catch (BacktestFailedException e)
        {
            log.BacktestFailed(backtest.BacktestId, e.Message, null);
            return (null, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException and not NpgsqlException)
        {
            log.BacktestFailed(backtest.BacktestId, e.Message, e);
            return (null, "A fault of the service ended it; the service's log says more.");
        }
    }

    /// <summary>Writes the end down, as often as it takes while the database is away: the work is done and would only be done again.</summary>
    private async Task WriteAsync(ClaimedBacktest backtest, BacktestProgress progress, BacktestAnswer? answer, string? failure, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var isOurs = answer is not null
                    ? await queue.FinishAsync(backtest, progress, answer, stop)
                    : await queue.FailAsync(backtest, progress, failure!, stop);
                if (!isOurs)
                    log.BacktestGivenUp(backtest.BacktestId);
                else
                    Tell(backtest, progress, answer);
                return;
            }
            catch (NpgsqlException e) when (e is not PostgresException || e.IsTransient)
            {
                log.BacktestsInterrupted(e.Message, null);
            }

            await Task.Delay(RetryDelay, time, stop);
        }
    }

    private void Tell(ClaimedBacktest backtest, BacktestProgress progress, BacktestAnswer? answer)
    {
        metrics.Ended(answer is null ? BacktestState.Failed : BacktestState.Done, progress.SignalsRead);
        if (answer is not null)
            log.BacktestDone(backtest.BacktestId, progress.SignalsRead, progress.LiveTime.TotalHours);
    }

    private async Task PutBackAsync(ClaimedBacktest backtest)
    {
        using var soon = new CancellationTokenSource(PutBackWait, time);
        try
        {
            await queue.PutBackAsync(backtest, soon.Token);
            log.BacktestPutBack(backtest.BacktestId);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // Then it is begun again when its lease is over.
            log.BacktestsInterrupted(e.Message, null);
        }
    }
}
