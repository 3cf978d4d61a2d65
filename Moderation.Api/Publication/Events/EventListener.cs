using System.Text.Json;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Publication.Events;

/// <summary>Hears from the database what any process changed, over one connection. What is told while it is away is lost, so the log begins anew with each connection.</summary>
internal sealed class EventListener(EventLog events, NpgsqlDataSource source, TimeProvider time, ILogger<EventListener> log) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // A connection whose other end is gone without a word is found out by asking.
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(10);

    private static readonly SqlStatement Listen = new("listen moderation_changes");

    private static readonly SqlStatement Ask = new("select 1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
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

    private async Task ListenAsync(CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        connection.Notification += Take;
        try
        {
            await connection.ExecuteAsync(Listen, new { }, token);
            events.Open($"since-{Guid.CreateVersion7(time.GetUtcNow()):n}");
            while (true)
            {
                if (!await connection.WaitAsync(AskAfter, token))
                    await connection.ExecuteAsync(Ask, new { }, token);
            }
        }
        finally
        {
            // Other listeners' announcements come to this connection, too, once it is back in the pool.
            connection.Notification -= Take;
        }
    }

    private void Take(object sender, NpgsqlNotificationEventArgs told)
    {
        try
        {
            if (JsonSerializer.Deserialize(told.Payload, EventJson.Default.ToldChange) is { } change)
                events.Add(change.Id, change.ToEvent());
        }
        catch (JsonException e)
        {
            log.ChangeNotUnderstood(e.Message);
        }
    }
}
