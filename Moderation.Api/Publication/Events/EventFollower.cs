using System.Text.Json;
using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Publication.Events;

/// <summary>Reads a few times a second what any process changed. While the database is away nothing is known, so the log begins anew when it is back.</summary>
/// <remarks>
/// Read are only changes of transactions that are older than all that still run, in the order of their numbers: whatever commits later comes later in that order, so nothing is passed over. A transaction that
/// takes long therefore keeps back what came after it, and loses nothing.
/// </remarks>
internal sealed class EventFollower(EventLog events, NpgsqlDataSource source, IOptions<EventOptions> options, TimeProvider time, ILogger<EventFollower> log) : BackgroundService
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromSeconds(30);

    // Whoever is further behind is told to read everything anew.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private static readonly SqlQuery<EventPositionRow> SelectEnd = new("select pg_snapshot_xmin(pg_current_snapshot())::text as tx, 0::bigint as id");

    private static readonly SqlQuery<ToldChangeRow> SelectNext = new(
        """
        select tx::text as tx, id, content
        from change_event
        where (tx, id) > (@tx::text::xid8, @id) and tx < pg_snapshot_xmin(pg_current_snapshot())
        order by tx, id
        limit @limit
        """);

    private static readonly SqlStatement Forget = new("delete from change_event where at < @before");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (stoppingToken.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception e)
            {
                log.EventsInterrupted(e.Message, e is NpgsqlException ? null : e);
            }
            finally
            {
                events.Close();
            }

            await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken token)
    {
        var end = (await source.QueryAsync(SelectEnd, new { }, token)).Single();
        // Those of the very transaction that is named here are still to come, whatever their number.
        var (tx, id) = (end.Tx, end.Id);
        events.Open($"since-{Guid.CreateVersion7(time.GetUtcNow()):n}");
        var forgot = time.GetTimestamp();
        while (true)
        {
            var rows = await source.QueryAsync(SelectNext, new { tx, id, limit = BatchSize }, token);
            foreach (var row in rows)
            {
                Take(row);
                (tx, id) = (row.Tx, row.Id);
            }

            if (time.GetElapsedTime(forgot) > ForgetEvery)
            {
                await source.ExecuteAsync(Forget, new { before = time.GetUtcNow() - KeptFor }, token);
                forgot = time.GetTimestamp();
            }

            if (rows.Count < BatchSize)
                await Task.Delay(options.Value.ReadEvery, time, token);
        }
    }

    private void Take(ToldChangeRow row)
    {
        try
        {
            if (JsonSerializer.Deserialize(row.Content, EventJson.Default.ToldChange) is { } change)
                events.Add(row.Id, change.ToEvent());
        }
        catch (JsonException e)
        {
            log.ChangeNotUnderstood(e.Message);
        }
    }
}

/// <summary>A place among the changes.</summary>
internal sealed record EventPositionRow
{
    public string Tx { get; init; } = "";

    public long Id { get; init; }
}

/// <summary>A change, as it is stored.</summary>
internal sealed record ToldChangeRow
{
    /// <summary>The number of its transaction, as text: no type of ours holds it.</summary>
    public string Tx { get; init; } = "";

    /// <summary>Names it; the same in every process.</summary>
    public long Id { get; init; }

    public string Content { get; init; } = "";
}
