using System.CommandLine;

namespace Moderation.Cli.Host;

/// <summary><c>moderation host run</c>: the development host in the foreground.</summary>
internal static class HostCommand
{
    public const string Name = "host";
    public const string RunName = "run";

    public static Command Create()
    {
        var run = new Command(RunName, "Runs broker, database, Worker and Api until Ctrl-C.");
        run.SetAction((_, ct) => RunAsync(ct));
        return new Command(Name, "The development host.") { run };
    }

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var progress = new ConsoleProgress();
        try
        {
            await using var host = await DevelopmentHost.StartAsync(DevelopmentHostOptions.FromEnvironment(ModerationHome.Find()), progress, ct);
            var crash = await host.WaitForCrashAsync(ct);
            progress.Report($"{crash.Name}: ended with exit code {crash.ExitCode}; its log ends with:\n{string.Join('\n', crash.LastLines)}");
            progress.Report("host: stops everything");
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            progress.Report("host: stopped");
            return 0;
        }
    }
}
