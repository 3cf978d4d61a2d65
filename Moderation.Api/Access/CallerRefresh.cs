using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.Api.Access;

/// <summary>Keeps the directory of callers up to date. Registered after the database, whose schema is there when this starts.</summary>
internal sealed class CallerRefresh(CallerDirectory directory, IOptions<AccessOptions> options, TimeProvider time, ILogger<CallerRefresh> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await directory.RefreshAsync(stoppingToken);
                if (isAway)
                    log.CallersReadAgain();
                isAway = false;
            }
            catch (NpgsqlException e)
            {
                if (!isAway)
                    log.CallersNotRead(e.Message);
                isAway = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(options.Value.Refresh, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
