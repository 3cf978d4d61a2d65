using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>Keeps each day's comparison of beliefs with verdicts as it was made.</summary>
internal sealed class CalibrationStore(NpgsqlDataSource source)
{
    private const int MostListed = 500;

    private static readonly SqlQuery<CountedRow> CountDay = new("select count(*) as count from calibration where day = @day");

    // A second one that comes at the same time changes nothing.
    private static readonly SqlStatement Insert = new(
        $"""
        insert into calibration ({CalibrationRow.Columns})
        values (@Day, @PolicyName, @Models, @ClosedFrom, @ClosedBefore, @ComputedAt, @Judged, @Upheld, @Undecided, @Contested, @Bins::jsonb, @Brier, @BrierLow, @BrierHigh, @Error, @ErrorLow, @ErrorHigh,
          @Correction::jsonb, @CorrectedBrier, @Gap)
        on conflict (day, policy_name, models) do nothing
        """);

    private static readonly SqlQuery<CalibrationRow> SelectLatest = new(
        $"""
        select {CalibrationRow.Columns}
        from calibration
        where (policy_name, day) in (select c.policy_name, max(c.day) from calibration c group by 1)
        order by policy_name, models
        """);

    private static readonly SqlQuery<CalibrationRow> SelectOfPolicy = new(
        $"""
        select {CalibrationRow.Columns}
        from calibration
        where policy_name = @policy and (@from::date is null or day >= @from) and (@to::date is null or day <= @to)
        order by day desc, models
        limit @limit
        """);

    private static readonly SqlStatement Drop = new("delete from calibration where day < @before");

    /// <summary>Whether a day was compared.</summary>
    public async Task<bool> HasAsync(DateOnly day, CancellationToken token) => (await source.QueryAsync(CountDay, new { day }, token)).Single().Count > 0;

    /// <summary>Keeps a day's rows, all or none.</summary>
    public async Task AddAsync(IEnumerable<CalibrationRow> rows, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        foreach (var row in rows)
            await transaction.ExecuteAsync(Insert, row, token);
        await transaction.CommitAsync(token);
    }

    /// <summary>The newest of each policy.</summary>
    public Task<IReadOnlyList<CalibrationRow>> LatestAsync(CancellationToken token) => source.QueryAsync(SelectLatest, new { }, token);

    /// <summary>Those of a policy, newest day first: the last 500.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="from">First day; null from the first on.</param>
    /// <param name="to">Last day; null to the last.</param>
    /// <param name="token">Ends the query.</param>
    public Task<IReadOnlyList<CalibrationRow>> OfAsync(string policy, DateOnly? from, DateOnly? to, CancellationToken token) =>
        source.QueryAsync(SelectOfPolicy, new { policy, from, to, limit = MostListed }, token);

    /// <summary>Deletes what is older than a day.</summary>
    /// <returns>How many rows.</returns>
    public Task<int> DropAsync(DateOnly before, CancellationToken token) => source.ExecuteAsync(Drop, new { before }, token);
}
