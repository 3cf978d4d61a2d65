using Moderation.Worker.Hosting;

namespace Moderation.Worker;

internal static class WorkerProgram
{
    /// <returns>0 after a graceful stop, 1 when the worker could not start or stopped because of a failure.</returns>
    public static async Task<int> Main(string[] args)
    {
        await using var app = WorkerHost.Create(args);
        try
        {
            // Not RunAsync: it disposes the app, and with it what says how the run went and the log that would tell.
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return app.Services.GetRequiredService<HostFault>().IsReported ? 1 : 0;
        }
        catch (OperationCanceledException) when (app.Services.GetRequiredService<HostFault>().IsReported)
        {
            // The fault stopped the host while it still started, and has been told; that starting was cancelled is no second failure.
            return 1;
        }
        catch (Exception e)
        {
            // The border of the process: whatever it was, the operator gets one line that says what to change.
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(WorkerProgram)).CannotStart(e.Message);
            return 1;
        }
    }
}
