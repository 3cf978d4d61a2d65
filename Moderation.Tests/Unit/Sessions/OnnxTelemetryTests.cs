using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Sessions;

public sealed class OnnxTelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [RequiresModelsFact("blazeface-back")]
    public async Task Loading_a_model_leaves_no_device_id_and_no_events_behind()
    {
        using var folder = new TemporaryFolder();
        using var deadline = new CancellationTokenSource(Patience);

        // an empty environment, because the runtime is quiet by itself where it finds a build server's variables
        var outcome = await CommandLine.RunAsync(
            [
                "env", "-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}", $"HOME={folder.Path}", $"TMPDIR={folder.Path}", "DOTNET_EnableDiagnostics=0",
                $"MODERATION_HOME={Repository.Root}", "dotnet", typeof(CliProgram).Assembly.Location, "models", "verify", "blazeface-back",
            ],
            deadline.Token);

        Assert.Equal((0, true), (outcome.ExitCode, outcome.Output.Contains("blazeface-back: valid", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }
}
