using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Hands waiting backtests to processes, one process each. Whoever holds one says in time that it lives; who does not has lost it to the next one who asks.</summary>
internal sealed class BacktestQueue(NpgsqlDataSource source, IOptions<BacktestOptions> options, TimeProvider time)
{
    private static readonly SqlQuery<ClaimedBacktest> Claim = new(
        """
        update policy_backtest b
        set state = 'running', attempt = b.attempt + 1, losses = b.losses + case when b.state = 'running' then 1 else 0 end,
            lease_until = now() + @lease::interval, begun_at = @at, signals_read = 0, signals_total = null, signals_gone = 0, live_seconds = 0
        where b.backtest_id = (
          select w.backtest_id from policy_backtest w
          where w.state in ('queued', 'running') and (w.state = 'queued' or w.lease_until < now())
          order by w.asked_at, w.backtest_id
          limit 1
          for update skip locked)
        returning b.backtest_id, b.policy_name, b.attempt, b.losses, b.candidate_sheet, b.against_sheet, b.event_from, b.event_to
        """);

    private static readonly SqlStatement Renew = new(
        """
        update policy_backtest
        set lease_until = now() + @lease::interval, signals_read = @read, signals_total = @total, signals_gone = @gone, live_seconds = @liveSeconds
        where backtest_id = @id and attempt = @attempt and state = 'running'
        """);

    private static readonly SqlStatement PutBack = new(
        """
        update policy_backtest
        set state = 'queued', lease_until = null, begun_at = null, signals_read = 0, signals_total = null, signals_gone = 0, live_seconds = 0
        where backtest_id = @id and attempt = @attempt and state = 'running'
        """);

    private static readonly SqlStatement End = new(
        """
        update policy_backtest
        set state = @state, ended_at = @at, lease_until = null, signals_read = @read, signals_total = @total, signals_gone = @gone,
            live_seconds = @liveSeconds, failure = @failure, report = @report, csv = @csv,
            unreported = @unreported, unreported_count = @unreportedCount
        where backtest_id = @id and attempt = @attempt and state = 'running'
        """);

    private static readonly SqlStatement DropEnded = new("delete from policy_backtest where ended_at < @before");

    /// <summary>Takes up the one that has waited for longest, or one that its process has lost; null when there is none.</summary>
    public async Task<ClaimedBacktest?> ClaimAsync(CancellationToken token) =>
        (await source.QueryAsync(Claim, new { lease = options.Value.Lease, at = time.GetUtcNow() }, token)).SingleOrDefault();

    /// <summary>Says that it is still at work, and how far.</summary>
    /// <returns>False where it was cancelled, or belongs to another process now.</returns>
    public async Task<bool> RenewAsync(ClaimedBacktest backtest, BacktestProgress progress, CancellationToken token) =>
        await source.ExecuteAsync(
            Renew,
            new
            {
                id = backtest.BacktestId,
                backtest.Attempt,
                lease = options.Value.Lease,
                read = progress.SignalsRead,
                total = progress.SignalsTotal,
                gone = progress.SignalsGone,
                liveSeconds = progress.LiveTime.TotalSeconds,
            },
            token) > 0;

    /// <summary>Gives it back, to be begun again.</summary>
    public Task<int> PutBackAsync(ClaimedBacktest backtest, CancellationToken token) =>
        source.ExecuteAsync(PutBack, new { id = backtest.BacktestId, backtest.Attempt }, token);

    /// <summary>Ends it with a report.</summary>
    /// <returns>False where it was cancelled, or belongs to another process now.</returns>
    public Task<bool> FinishAsync(ClaimedBacktest backtest, BacktestProgress progress, BacktestAnswer answer, CancellationToken token) =>
        EndAsync(backtest, BacktestState.Done, progress, null, answer, token);

    /// <summary>Ends it without one.</summary>
    /// <inheritdoc cref="FinishAsync"/>
    public Task<bool> FailAsync(ClaimedBacktest backtest, BacktestProgress progress, string failure, CancellationToken token) =>
        EndAsync(backtest, BacktestState.Failed, progress, failure, null, token);

    /// <summary>Forgets those that ended long ago.</summary>
    public Task<int> DropEndedAsync(CancellationToken token) =>
        source.ExecuteAsync(DropEnded, new { before = time.GetUtcNow() - options.Value.KeepFor }, token);

    private async Task<bool> EndAsync(
        ClaimedBacktest backtest, BacktestState state, BacktestProgress progress, string? failure, BacktestAnswer? answer, CancellationToken token) =>
        await source.ExecuteAsync(
            End,
            new
            {
                id = backtest.BacktestId,
                backtest.Attempt,
                state = WireWord.From(state),
                at = time.GetUtcNow(),
                read = progress.SignalsRead,
                total = progress.SignalsTotal,
                gone = progress.SignalsGone,
                liveSeconds = progress.LiveTime.TotalSeconds,
                failure,
                report = answer?.Report,
                csv = answer?.Csv,
                unreported = answer?.Unreported,
                unreportedCount = answer?.UnreportedCount,
            },
            token) > 0;
}
