using Confluent.Kafka;
using Moderation.Api.Projections;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Has held gifts settled when the tables have news, and every moment: another process may have written them, or time alone ended an order.</summary>
internal sealed class GiftSettlingLoop(GiftSettling settling, GiftSettlingStart start, ProjectionNews news, TimeProvider time, ILogger<GiftSettlingLoop> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A burst of records is one look, not one for each batch.
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = news.Next;
            try
            {
                if (await start.MayBeginAsync())
                    await settling.SettleDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.SettlingInterrupted(e.Message, e is NpgsqlException or KafkaException ? null : e);
            }

            await Task.WhenAny(next, Task.Delay(LookAgain, time, stoppingToken));
            await Task.Delay(Debounce, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
