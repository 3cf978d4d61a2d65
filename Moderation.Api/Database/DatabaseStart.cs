using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Npgsql;

namespace Moderation.Api.Database;

/// <summary>Migrates before anything else starts, and waits for a server that is still coming up.</summary>
internal sealed class DatabaseStart(Migrator migrator, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseStart> log)
    : IHostedLifecycleService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _wait = options.Value.StartWait;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var migrations = Migration.OfThisBuild();
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                var count = await migrator.RunAsync(migrations, cancellationToken);
                log.SchemaReady(migrations[^1].Name, count);
                return;
            }
            catch (NpgsqlException e) when (IsPassing(e))
            {
                if (time.GetElapsedTime(begun) >= _wait)
                {
                    throw new StartRefusedException(
                        $"the database of {DatabaseOptions.ConnectionStringKey} cannot be reached after {_wait.TotalSeconds:0} s: {e.Message}", e);
                }

                log.DatabaseAwaited(e.Message);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
            catch (PostgresException e)
            {
                throw new StartRefusedException(
                    $"the database of {DatabaseOptions.ConnectionStringKey} refused the start: {e.SqlState} {e.MessageText}", e);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // An error that the server itself reports (wrong password, no such database) will not pass by waiting, unless it says so.
    private static bool IsPassing(NpgsqlException e) => e is not PostgresException || e.IsTransient;
}
