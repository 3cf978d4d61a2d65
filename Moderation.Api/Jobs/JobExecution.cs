using Hangfire;

namespace Moderation.Api.Jobs;

/// <summary>Runs one piece of recurring work. Its name and method are stored in the database, so neither may change.</summary>
internal sealed class JobExecution(IEnumerable<IRecurringJob> jobs, JobMetrics metrics, TimeProvider time, ILogger<JobExecution> log)
{
    private const string Done = "done", Failed = "failed";
    private const int LockSeconds = 60;

    /// <summary>Runs the job of a name. A failure is logged, counted and thrown on, so that it is tried again later and shown on the dashboard.</summary>
    [DisableConcurrentExecution("moderation:{0}", LockSeconds)]
    [AutomaticRetry(Attempts = 5)]
    public async Task RunAsync(string name, CancellationToken token)
    {
        if (jobs.FirstOrDefault(job => job.Name == name) is not { } job)
        {
            log.JobUnknown(name);
            return;
        }

        var begun = time.GetTimestamp();
        try
        {
            var did = await job.RunAsync(token);
            var seconds = time.GetElapsedTime(begun).TotalSeconds;
            metrics.Ran(name, Done);
            log.JobDone(name, did, seconds);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            metrics.Ran(name, Failed);
            log.JobFailed(name, e.Message, e is Npgsql.NpgsqlException ? null : e);
            throw;
        }
    }
}
