namespace Moderation.Worker.Hosting;

/// <summary>Stops the host when going on would be worse: what is in hand stays uncommitted and is delivered again after a restart.</summary>
internal sealed class HostFault(IHostApplicationLifetime lifetime, ILogger<HostFault> log)
{
    private int _reported;

    /// <summary>Whether something was reported; the process then ends with exit code 1.</summary>
    public bool IsReported => Volatile.Read(ref _reported) != 0;

    public void Report(string what, Exception? cause)
    {
        if (Interlocked.Exchange(ref _reported, 1) != 0)
            return;
        log.HostStops(what, cause);
        lifetime.StopApplication();
    }
}
