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
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
            {
                // Where another part refuses the start, everything is disposed of without a stop before it.
                return;
            }

            await Task.Delay(options.Value.Refresh, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
