using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Policies;
using Npgsql;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>A backtest that somebody asks for.</summary>
internal sealed record AskedBacktest
{
    public required string BacktestId { get; init; }

    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required CompiledSheet Candidate { get; init; }

    public required CompiledSheet? Against { get; init; }

    public required DateTimeOffset? From { get; init; }

    public required DateTimeOffset? To { get; init; }
}

/// <summary>Takes backtests in, and tells of them.</summary>
internal sealed class BacktestStore(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly SqlQuery<BacktestRow> SelectPage = new(
        """
        select b.backtest_id, b.policy_name, b.state, b.asked_by, b.asked_at, b.candidate_hash, c.version as candidate_version, b.against_hash,
               a.version as against_version, b.event_from, b.event_to, b.begun_at, b.ended_at, b.signals_read, b.signals_total, b.signals_gone,
               b.live_seconds, b.cancelled_by, b.failure, case when @id::text is not null then b.report end as report
        from policy_backtest b
        left join policy_version c on c.name = b.policy_name and c.sheet_hash = b.candidate_hash
        left join policy_version a on a.name = b.policy_name and a.sheet_hash = b.against_hash
        where b.policy_name = @policy
          and (@id::text is null or b.backtest_id = @id)
          and (@cursorAt::timestamptz is null or (b.asked_at, b.backtest_id) < (@cursorAt, @cursorId))
        order by b.asked_at desc, b.backtest_id desc
        limit @limit
        """);

    private static readonly SqlQuery<BacktestCsvRow> SelectCsv = new("select state, csv from policy_backtest where policy_name = @policy and backtest_id = @id");

    // Two that are asked for at once must not both find the last place. Any number will do, as long as every build uses the same one.
    private static readonly SqlStatement Lock = new("select pg_advisory_xact_lock(@key)");
    private const long LockKey = 0x6d6f64_626b74;

    private static readonly SqlQuery<CountedRow> CountWaiting = new("select count(*) as count from policy_backtest where state = 'queued'");

    private static readonly SqlStatement Insert = new(
        """
        insert into policy_backtest
          (backtest_id, policy_name, state, asked_by, asked_at, candidate_hash, candidate_sheet, against_hash, against_sheet, event_from, event_to,
           attempt, losses, signals_read, signals_gone, live_seconds)
        values
          (@id, @policy, 'queued', @actor, @at, @candidateHash, @candidateSheet, @againstHash, @againstSheet, @from, @to, 0, 0, 0, 0, 0)
        """);

    private static readonly SqlStatement Cancel = new(
        """
        update policy_backtest
        set state = 'cancelled', cancelled_by = @actor, ended_at = @at, lease_until = null
        where policy_name = @policy and backtest_id = @id and state in ('queued', 'running')
        """);

    /// <summary>Puts a backtest at the end of the queue.</summary>
    /// <returns>It; null where so many wait that no more are taken.</returns>
    public async Task<BacktestRow?> AddAsync(AskedBacktest asked, int maxWaiting, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await transaction.ExecuteAsync(Lock, new { key = LockKey }, token);
        if ((await transaction.QueryAsync(CountWaiting, new { }, token)).Single().Count >= maxWaiting)
            return null;
        var policy = asked.Candidate.Name;
        await transaction.ExecuteAsync(
            Insert,
            new
            {
                id = asked.BacktestId,
                policy,
                actor = asked.AskedBy,
                at = asked.AskedAt,
                candidateHash = asked.Candidate.SheetHash,
                candidateSheet = asked.Candidate.CanonicalJson,
                againstHash = asked.Against?.SheetHash,
                againstSheet = asked.Against?.CanonicalJson,
                from = asked.From,
                to = asked.To,
            },
            token);
        var added = (await transaction.QueryAsync(SelectPage, Page(policy, asked.BacktestId, null, 1), token)).Single();
        await transaction.CommitAsync(token);
        return added;
    }

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<BacktestRow>> PageAsync(string policy, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, Page(policy, null, after, limit + 1), token);

    /// <summary>One backtest with its report, or null.</summary>
    public async Task<BacktestRow?> FindAsync(string policy, string id, CancellationToken token) =>
        (await source.QueryAsync(SelectPage, Page(policy, id, null, 1), token)).SingleOrDefault();

    /// <summary>The table of a backtest, or null.</summary>
    public async Task<BacktestCsvRow?> FindCsvAsync(string policy, string id, CancellationToken token) =>
        (await source.QueryAsync(SelectCsv, new { policy, id }, token)).SingleOrDefault();

    /// <summary>Calls a backtest off that waits or runs; whoever runs it notices when it next says how far it is.</summary>
    /// <returns>Whether that was so.</returns>
    public async Task<bool> CancelAsync(string policy, string id, string actor, CancellationToken token) =>
        await source.ExecuteAsync(Cancel, new { policy, id, actor, at = time.GetUtcNow() }, token) > 0;

    private static object Page(string policy, string? id, Cursor? after, int limit) => new { policy, id, cursorAt = after?.At, cursorId = after?.Id, limit };
}
