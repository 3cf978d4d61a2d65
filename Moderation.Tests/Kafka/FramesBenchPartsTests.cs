using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Cli;
using Moderation.Cli.Bench;
using Moderation.Cli.Broker;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Supervision;

namespace Moderation.Tests.Kafka;

/// <summary>What <c>bench frames</c> measures with, in real processes and through the real embedded broker.</summary>
public sealed class FramesBenchPartsTests
{
    private static readonly string Tool = typeof(CoreSplit).Assembly.Location;

    [TwoCoresFact]
    public async Task A_program_on_the_measured_core_counts_one_processor()
    {
        var outcome = await CommandLine.RunAsync(CoreSplit.OfThisMachine()!.OnMeasured("nproc", []), CancellationToken.None);

        Assert.Equal("1", outcome.Output);
    }

    [TwoCoresFact]
    public async Task A_running_program_is_moved_with_all_its_threads()
    {
        var split = CoreSplit.OfThisMachine()!;
        var start = new ProcessStartInfo(HostedProgram.DotNetHost, [Tool, "broker", "--port", "0"]) { RedirectStandardOutput = true };
        start.Environment["MODERATION_HOME"] = Repository.Root;
        using var program = Process.Start(start)!;
        try
        {
            Assert.NotNull(await program.StandardOutput.ReadLineAsync());

            await split.PutOnAsync(program.Id, CancellationToken.None);
            var on = Allowed(program.Id);
            await split.PutAsideAsync(program.Id, CancellationToken.None);
            var aside = Allowed(program.Id);

            Assert.True(on.Count > 5, $"{on.Count} threads");
            Assert.Equal((split.Measured.ToString(), CoreList.Write(split.Others)), (Assert.Single(on.Distinct()), Assert.Single(aside.Distinct())));
        }
        finally
        {
            program.Kill();
        }
    }

    [Fact]
    public async Task A_process_that_is_gone_cannot_be_moved()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();

        await Assert.ThrowsAsync<ToolException>(() => new CoreSplit(0, [0]).PutOnAsync(gone.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Beside_the_bare_models_frames_go_through_the_broker_and_none_to_a_Worker()
    {
        await using var broker = EmbeddedBroker.Start(0, TopicsFile.Load(TestFolder.RepositoryTopicsFile));
        using var beside = new BesideFeed(broker.BootstrapServers, [new BenchFrame([1], 1), new BenchFrame([2], 1)], TimeProvider.System);
        using var over = new CancellationTokenSource();
        using var sent = new CancellationTokenSource();
        var followed = beside.FollowAsync(over.Token);

        var sending = beside.RunAsync(200, sent.Token);
        await ModerationApplication.EventuallyAsync(() => Task.FromResult(beside.ReadCount), count => count >= 20);
        await sent.CancelAsync();
        await sending;
        await over.CancelAsync();
        await followed;

        Assert.Equal(0, Count(broker.BootstrapServers, TopicNames.Frames));
    }

    private static List<string> Allowed(int pid) =>
        [.. Directory.EnumerateDirectories($"/proc/{pid}/task").Select(task => CoreList.Read(Path.Combine(task, "status"))).OfType<IReadOnlyList<int>>().Select(CoreList.Write)];

    private static long Count(string bootstrapServers, string topic)
    {
        using var consumer = new ConsumerBuilder<Null, byte[]>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "count" }).Build();
        return Enumerable.Range(0, 12).Sum(number => consumer.QueryWatermarkOffsets(new TopicPartition(topic, number), TimeSpan.FromSeconds(10)).High.Value);
    }
}
