using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Projections.Retention;

/// <summary>Deletes what is over and old. Each statement takes a bounded number of rows, so that no lock lasts long.</summary>
internal sealed class RetentionStore(NpgsqlDataSource source)
{
    private const int Batch = 5_000;

    // Open is a report that nobody has judged, one of an open case or appeal, one with an order whose time still runs, and one of a live that was heard of since.
    private static readonly SqlStatement DropReports = new(
        """
        delete from report where report_id in (
          select r.report_id
          from report r
          where r.raised_at < @before
            and exists (select from verdict v where v.report_id = r.report_id and v.kind <> 'undecided')
            and not exists (select from action a where a.report_id = r.report_id and a.expires_at >= @now)
            and not exists (
              select from review_case_report m join review_case c on c.case_id = m.case_id or c.parent_case_id = m.case_id
              where m.report_id = r.report_id and c.outcome is null)
            and not exists (select from live l where l.live_id = r.live_id and l.status = 'live' and l.clock >= @before)
          limit @batch)
        """);

    // With their reports; a decision from which nothing followed has none.
    private static readonly SqlStatement DropDecisions = new(
        """
        delete from decision where decision_id in (
          select d.decision_id
          from decision d
          where d.report_id is not null and d.decided_at < @before
            and not exists (select from report r where r.report_id = d.report_id)
            and not exists (select from action a where a.decision_id = d.decision_id and a.expires_at >= @now)
          limit @batch)
        """);

    private static readonly SqlStatement DropSilentDecisions = new(
        """
        delete from decision where decision_id in (
          select d.decision_id from decision d where d.report_id is null and d.decided_at < @before limit @batch)
        """);

    // An order goes with all that is known of its way to the platform.
    private static readonly SqlQuery<CountedRow> DropOrders = new(
        """
        with over as (
          select a.action_id
          from action a
          where a.ordered_at < @before and a.expires_at < @now
            and not exists (select from report r where r.report_id = a.report_id)
          limit @batch),
        dispatches as (delete from action_dispatch d using over o where d.action_id = o.action_id),
        receipts as (delete from action_receipt c using over o where c.action_id = o.action_id),
        reversals as (delete from action_reversal v using over o where v.action_id = o.action_id or v.reversal_id = o.action_id),
        orders as (delete from action a using over o where a.action_id = o.action_id returning a.action_id)
        select count(*) as count from orders
        """);

    // What is told of a live explains its reports and its open cases.
    private static readonly SqlStatement DropSessionEvents = new(
        """
        delete from session_event where (live_id, event_id) in (
          select e.live_id, e.event_id
          from session_event e
          where e.occurred_at < @before
            and not exists (select from report r where r.live_id = e.live_id)
            and not exists (select from review_case c where c.live_id = e.live_id and c.outcome is null)
            and not exists (select from live l where l.live_id = e.live_id and l.status = 'live' and l.clock >= @before)
          limit @batch)
        """);

    private static readonly SqlStatement DropFaults = new(
        """
        delete from projection_fault where (cluster_id, topic, partition, record_offset) in (
          select f.cluster_id, f.topic, f.partition, f.record_offset
          from projection_fault f
          where f.published_at is not null and f.found_at < @before
          limit @batch)
        """);

    /// <summary>Reports that were raised before a time and are over.</summary>
    public Task<int> DropReportsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token) => RepeatAsync(DropReports, before, now, token);

    /// <summary>Decisions before a time whose reports are gone.</summary>
    public Task<int> DropDecisionsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token) => RepeatAsync(DropDecisions, before, now, token);

    /// <summary>Decisions before a time from which nothing followed.</summary>
    public Task<int> DropSilentDecisionsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token) => RepeatAsync(DropSilentDecisions, before, now, token);

    /// <summary>Session events before a time, of lives of which no report is kept and no case is open.</summary>
    public Task<int> DropSessionEventsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token) => RepeatAsync(DropSessionEvents, before, now, token);

    /// <summary>Faults before a time whose dead letters were published.</summary>
    public Task<int> DropFaultsAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token) => RepeatAsync(DropFaults, before, now, token);

    /// <summary>Orders before a time that are over and whose reports are gone, with dispatches, receipts and requests to take them back.</summary>
    public async Task<int> DropOrdersAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken token)
    {
        var (total, dropped) = (0, 0);
        do
        {
            dropped = (int)(await source.QueryAsync(DropOrders, new { before, now, batch = Batch }, token)).Single().Count;
            total += dropped;
        }
        while (dropped == Batch);
        return total;
    }

    private async Task<int> RepeatAsync(SqlStatement statement, DateTimeOffset before, DateTimeOffset now, CancellationToken token)
    {
        var (total, dropped) = (0, 0);
        do
        {
            dropped = await source.ExecuteAsync(statement, new { before, now, batch = Batch }, token);
            total += dropped;
        }
        while (dropped == Batch);
        return total;
    }
}
