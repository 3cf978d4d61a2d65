using System.Runtime.InteropServices;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Runs one long piece of work on a thread of its own that gives way to every other.</summary>
internal static class LowPriorityThread
{
    // About a tenth of an ordinary thread's share of a busy core. Less would make the collector, which stops every thread, wait for this one.
    private const int GivesWay = 10;

    /// <summary>Runs the work. What it throws comes out of the task.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A new thread of the pool inherits the priority of whichever thread needed it. So it is an ordinary thread that says that the work is over.
        var teller = new Thread(() => Tell(outcome, name, work)) { Name = $"{name} (waits)", IsBackground = true };
        teller.Start();
        return outcome.Task;
    }

    private static void Tell<T>(TaskCompletionSource<T> outcome, string name, Func<T> work)
    {
        T? result = default;
        Exception? fault = null;
        var worker = new Thread(() =>
        {
            GiveWay();
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                fault = e;
            }
        })
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.Lowest,
        };
        worker.Start();
        worker.Join();
        if (fault is OperationCanceledException cancelled)
            outcome.SetCanceled(cancelled.CancellationToken);
        else if (fault is not null)
            outcome.SetException(fault);
        else
            outcome.SetResult(result!);
    }

    /// <summary>.NET's priorities do nothing on Linux, where each thread has a nice value instead. One that cannot be set is no fault: the work is done all the same.</summary>
    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
            _ = AddNice(GivesWay);
    }

    // On Linux it concerns the thread that calls it alone.
    [DllImport("libc", EntryPoint = "nice")]
    private static extern int AddNice(int increment);
}
