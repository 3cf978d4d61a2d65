using Moderation.Worker.Hosting;

namespace Moderation.Worker;

internal static class WorkerProgram
{
    /// <returns>0 after a graceful stop, 1 when the worker could not start or stopped because of a failure.</returns>
    public static async Task<int> Main(string[] args)
    {
        await using var app = WorkerHost.Create(args);
        var fault = app.Services.GetRequiredService<HostFault>();
        try
        {
            await app.RunAsync();
        }
        catch (Exception e)
        {
            // The border of the process: whatever it was, the operator gets one line that says what to change.
            app.Services.GetRequiredService<ILogger<HostFault>>().CannotStart(e.Message);
            return 1;
        }

        return fault.IsReported ? 1 : 0;
    }
}
