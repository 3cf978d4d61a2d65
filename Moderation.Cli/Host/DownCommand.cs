using System.CommandLine;
using System.Diagnostics;

namespace Moderation.Cli.Host;

/// <summary><c>moderation down</c>: stops the development host of this project.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var command = new Command("down", "Stops what `up` started; the database keeps its data, the embedded broker nothing.");
        command.SetAction((_, ct) => RunAsync(ModerationHome.Find(), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModerationHome home, CancellationToken ct)
    {
        if (HostState.Read(home.HostStateFile) is not { } state || !state.Host.IsAlive())
        {
            Console.WriteLine("nothing runs here");
            return 0;
        }

        var clock = Stopwatch.StartNew();
        Signals.Send(state.Host.Pid, Signal.Terminate);
        while (state.Host.IsAlive())
        {
            if (clock.Elapsed > Patience)
            {
                Signals.Send(state.Host.Pid, Signal.Kill);
                throw new ToolException($"the host (process {state.Host.Pid}) did not stop within {Patience.TotalSeconds:0} s and was killed; its children end with it");
            }

            await Task.Delay(PollInterval, ct);
        }

        Console.WriteLine($"stopped after {clock.Elapsed.TotalSeconds:0.0} s");
        return 0;
    }
}
