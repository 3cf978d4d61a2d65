using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.Api.Jobs;

/// <summary>Runs recurring work while the service runs, by Hangfire. Waits for a database that is away, and keeps nothing else waiting.</summary>
/// <remarks>Hangfire's own hosted service is not used: it asks for the database before the host starts, and its settings are the process's and not the service's.</remarks>
internal sealed class JobServer(JobStorage storage, JobSchema schema, IEnumerable<IRecurringJob> jobs, JobActivator activator, IOptions<JobOptions> options, ILogger<JobServer> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the schedule is written and work is run.</summary>
    public Task Ready => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || !await PrepareAsync(stoppingToken))
            return;
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = activator,
                WorkerCount = options.Value.Workers,
                SchedulePollingInterval = options.Value.LookEvery,
                StopTimeout = StopPatience,
                ShutdownTimeout = StopPatience,
            },
            storage);
        _ready.TrySetResult();
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        server.SendStop();
        await server.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <returns>False when the service stops before the database came.</returns>
    private async Task<bool> PrepareAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await schema.PrepareAsync(token);
                Schedule();
                return true;
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception e)
            {
                log.JobsAwaitDatabase(e.Message, e is NpgsqlException ? null : e);
            }

            await Task.Delay(RetryDelay, TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private void Schedule()
    {
        var manager = new RecurringJobManager(storage);
        foreach (var job in jobs)
        {
            var name = job.Name;
            manager.AddOrUpdate(name, Job.FromExpression<JobExecution>(execution => execution.RunAsync(name, CancellationToken.None)), job.Cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
        }

        // What an older build had and this one has not.
        using var connection = storage.GetConnection();
        foreach (var gone in connection.GetRecurringJobs().Where(stored => jobs.All(job => job.Name != stored.Id)))
            manager.RemoveIfExists(gone.Id);
    }
}
