using Npgsql;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>Writes waiting exports as they come.</summary>
internal sealed class ExportRunner(ExportRun run, TimeProvider time, ILogger<ExportRunner> log) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var delay = LookAgain;
            try
            {
                while (await run.RunNextAsync(stoppingToken) is not null)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.ExportsInterrupted(e.Message, e is NpgsqlException ? null : e);
                delay = RetryDelay;
            }

            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
