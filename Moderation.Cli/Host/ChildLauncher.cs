using System.Collections.Concurrent;
using System.Diagnostics;

namespace Moderation.Cli.Host;

/// <summary>Starts child processes, all from one thread that lives as long as the host.</summary>
/// <remarks>
/// The children ask the kernel for a signal on their parent's death, and to the kernel the parent is the thread that started them:
/// a pool thread that retires after some idle seconds would take them along.
/// </remarks>
internal sealed class ChildLauncher : IDisposable
{
    private readonly BlockingCollection<Action> _starts = [];
    private readonly Thread _thread;
    private bool _ended;

    public ChildLauncher()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "child launcher" };
        _thread.Start();
    }

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    /// <summary>Ends the thread, and with it the children that were not stopped before.</summary>
    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        _starts.CompleteAdding();
        _thread.Join();
        _starts.Dispose();
    }

    private void Run()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
            start();
    }
}
