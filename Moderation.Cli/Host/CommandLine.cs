using System.ComponentModel;
using System.Diagnostics;

namespace Moderation.Cli.Host;

/// <summary>Runs a short command to its end.</summary>
internal static class CommandLine
{
    /// <param name="ExitCode">Exit code.</param>
    /// <param name="Output">Standard output and standard error.</param>
    public readonly record struct Outcome(int ExitCode, string Output);

    /// <exception cref="ToolException">The program is not there.</exception>
    public static async Task<Outcome> RunAsync(IEnumerable<string> command, CancellationToken ct)
    {
        string[] parts = [.. command];
        var start = new ProcessStartInfo(parts[0], parts[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new Outcome(process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"{parts[0]} cannot be run: {e.Message}", e);
        }
    }

    /// <exception cref="ToolException">It is not there or failed; the message has its output.</exception>
    public static async Task RequireAsync(IEnumerable<string> command, CancellationToken ct)
    {
        string[] parts = [.. command];
        var outcome = await RunAsync(parts, ct);
        if (outcome.ExitCode != 0)
            throw new ToolException($"{string.Join(' ', parts)} failed with exit code {outcome.ExitCode}: {outcome.Output}");
    }
}
