using System.Diagnostics;
using System.Globalization;
using Moderation.Tests.Support;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Kafka;

public sealed class WorkerProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_worker_that_is_told_to_stop_ends_with_success_and_no_complaint()
    {
        using var kafka = new KafkaFixture();
        using var worker = Start($"--Kafka:BootstrapServers={kafka.Bootstrap}", "--Worker:Roles=decider", "--Kafka:SessionTimeout=00:00:04", "--Kafka:HeartbeatInterval=00:00:00.3");
        var output = ReadUntilAsync(worker, "given partitions");
        kafka.Touch([.. Core.Wire.TopicNames.All]);
        await output.WaitAsync(Patience);

        using var kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = await worker.StandardOutput.ReadToEndAsync().WaitAsync(Patience) + await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync().WaitAsync(Patience);

        Assert.DoesNotContain("nhandled", rest, StringComparison.Ordinal);
        Assert.Equal(0, worker.ExitCode);
    }

    [Fact]
    public async Task A_worker_with_a_misspelt_setting_says_its_name_and_ends_with_failure()
    {
        using var worker = Start("--Kafka:BootstrapServers=127.0.0.1:1", "--Sampling:FramesPerSecnd=1");

        var output = await worker.StandardOutput.ReadToEndAsync().WaitAsync(Patience) + await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync().WaitAsync(Patience);

        Assert.Contains("FramesPerSecnd", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(1, worker.ExitCode);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ConsumerLoop).Assembly.Location, .. arguments, "--Worker:Url=http://127.0.0.1:0", $"--Models:Directory={Path.Combine(Repository.Root, "models")}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task ReadUntilAsync(Process process, string wanted)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(wanted, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"the worker ended before it said: {wanted}");
    }
}
