using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>The bare models in a process of their own, as the Worker is in one: collector and compiler share its core, too. It ends when its input does.</summary>
internal sealed class BareProcess : IDisposable
{
    private readonly Process _process;

    private BareProcess(Process process) => _process = process;

    /// <param name="home">Where models and clips lie.</param>
    /// <param name="split">Whose measured core it runs on; null for all cores.</param>
    /// <exception cref="ToolException">It cannot be started.</exception>
    public static BareProcess Start(ModerationHome home, CoreSplit? split)
    {
        var program = HostedProgram.DotNetHost;
        string[] arguments = [typeof(BareProcess).Assembly.Location, "bench", BareCommand.Name];
        IReadOnlyList<string> command = split?.OnMeasured(program, arguments) ?? [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["MODERATION_HOME"] = home.Root;
        try
        {
            return new BareProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"the bare models' process does not start: {e.Message}", e);
        }
    }

    /// <summary>Lets it run for a while.</summary>
    /// <exception cref="ToolException">It ended; what it said about that stands above.</exception>
    public async Task<RoundResult> RunAsync(TimeSpan length, CancellationToken stop)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(((long)length.TotalMilliseconds).ToString(CultureInfo.InvariantCulture).AsMemory(), stop);
            await _process.StandardInput.FlushAsync(stop);
        }
        catch (IOException e)
        {
            throw new ToolException("the bare models' process has ended", e);
        }

        var answer = await _process.StandardOutput.ReadLineAsync(stop) ?? throw new ToolException("the bare models' process ended in the middle of a round");
        return JsonSerializer.Deserialize(answer, BenchJson.Default.RoundResult);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
