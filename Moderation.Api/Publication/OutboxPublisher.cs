using Confluent.Kafka;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Npgsql;

namespace Moderation.Api.Publication;

/// <summary>The loop from the outbox to the broker. One process at a time publishes, so that no two can put the records of one key in different orders.</summary>
internal sealed class OutboxPublisher(
    Outbox outbox,
    OutboxProducer producer,
    IEnumerable<IAnnouncer> announcers,
    ProjectionSessions sessions,
    NpgsqlDataSource source,
    TimeProvider time,
    ILogger<OutboxPublisher> log) : BackgroundService
{
    // Any number will do, as long as every build uses the same one.
    private const long LockKey = 0x6d6f64_6f7574;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    // The announcement is what wakes the loop; this is for one that was lost with its connection.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private static readonly SqlQuery<LockRow> TryLock = new("select pg_try_advisory_lock(@key) as is_held");

    private static readonly SqlStatement Listen = new("listen moderation_outbox");

    private static readonly SqlStatement Release = new("select pg_advisory_unlock(@key)");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunSessionAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.PublicationInterrupted(e.Message, e is NpgsqlException or KafkaException ? null : e);
            }

            await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunSessionAsync(CancellationToken token)
    {
        // The lock and the listening belong to this connection, and the server ends them when it breaks.
        await using var connection = await source.OpenConnectionAsync(token);
        if (!(await connection.QueryAsync(TryLock, new { key = LockKey }, token)).Single().IsHeld)
            return;
        try
        {
            await connection.ExecuteAsync(Listen, new { }, token);
            await AnnounceAsync(await sessions.ClusterIdAsync(), token);
            while (true)
            {
                if (await producer.SendAsync(token) is > 0 and var count)
                    log.Published(count);
                await connection.WaitAsync(LookAgain, token);
            }
        }
        finally
        {
            // Before it goes back into the pool, where it would keep both.
            if (connection.FullState == System.Data.ConnectionState.Open)
                await connection.ExecuteAsync(Release, new { key = LockKey }, CancellationToken.None);
        }
    }

    private async Task AnnounceAsync(string cluster, CancellationToken token)
    {
        var isKnown = await outbox.WasToldAsync(cluster, token);
        foreach (var announcer in announcers.Where(announcer => !isKnown || announcer.AtEveryStart))
            await announcer.AnnounceAsync(token);
        await outbox.NoteToldAsync(cluster, time.GetUtcNow(), token);
    }
}

/// <summary>Whether a lock was given.</summary>
internal sealed record LockRow
{
    public bool IsHeld { get; init; }
}
