namespace Moderation.Cli.Host;

/// <summary>Ends a run when a program of the host dies.</summary>
internal static class CrashWatch
{
    /// <summary>Says which died, and with what last words; null when none did until the run was over.</summary>
    public static async Task<string?> UntilOverAsync(DevelopmentHost host, CancellationTokenSource over)
    {
        try
        {
            var crash = await host.WaitForCrashAsync(over.Token);
            await over.CancelAsync();
            return $"{crash.Name} ended with exit code {crash.ExitCode}; its log ends with: {string.Join(" | ", crash.LastLines)}";
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return null;
        }
    }
}
