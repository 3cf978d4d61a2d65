using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.Api.Review.Audit;

/// <summary>Seals the audit log again and again. Any number of processes may run it; one works at a time.</summary>
internal sealed class AuditSealer(AuditSealing sealing, AuditKey key, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditSealer> log) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _interval = options.Value.SealInterval;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Without a key nothing could be sealed: better to say so at the start.
        _ = key.KeyId;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = _interval;
            try
            {
                while (await sealing.SealAsync(stoppingToken) == AuditSealing.MostAtOnce)
                {
                    // There may be more.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing is lost: what is not sealed waits in its table, and is sealed when this passes.
                log.SealingInterrupted(e.Message, e is NpgsqlException ? null : e);
                pause = RetryDelay;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
