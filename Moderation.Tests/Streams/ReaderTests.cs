using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Cli.Host;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker;
using Moderation.Worker.Intake.Streams;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Streams;

/// <summary>What can happen to the process that reads a stream.</summary>
public sealed class ReaderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly KafkaFixture _kafka = new();

    private string Live => $"{_kafka.Unique}-live";

    [RtmpFact]
    public async Task A_reader_that_is_killed_is_begun_again_and_the_live_goes_on()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx);
        using var restarts = worker.Count("moderation.intake.stream_restarts");
        await using var publisher = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        worker.Frames(Live, 2);
        var reader = Assert.Single(StreamsWorker.Readers(Live));

        Assert.True(Signals.Send(reader, Signal.Kill));
        await StreamsWorker.MeasuredAsync(restarts, 1);

        worker.Frames(Live, 3, since: TimeProvider.System.GetUtcNow());
        Assert.NotEqual(reader, Assert.Single(StreamsWorker.Readers(Live)));
        Assert.Equal("ended", restarts.GetMeasurementSnapshot()[0].Tags["reason"]);
        Assert.Equal(2, _kafka.CountIn(TopicNames.Sessions));
    }

    [RtmpFact]
    public async Task A_reader_that_brings_nothing_is_killed_and_begun_again_until_frames_come()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx, "--Intake:Streams:StallAfter=00:00:02");
        using var restarts = worker.Count("moderation.intake.stream_restarts");
        await using var publisher = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        worker.Frames(Live, 2);

        publisher.Freeze();
        await StreamsWorker.MeasuredAsync(restarts, 1);
        publisher.Thaw();

        worker.Frames(Live, 3, since: TimeProvider.System.GetUtcNow());
        Assert.Equal("stalled", restarts.GetMeasurementSnapshot()[0].Tags["reason"]);
    }

    [RtmpFact]
    public async Task A_worker_that_stops_leaves_no_reader_and_says_no_live_has_ended()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx);
        await using var publisher = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        worker.Frames(Live, 2);

        await worker.StopAsync();

        Assert.Empty(StreamsWorker.Readers(Live));
        Assert.Equal(2, _kafka.CountIn(TopicNames.Sessions));
    }

    [RtmpFact]
    public async Task A_reader_whose_worker_is_killed_ends_with_the_next_frame()
    {
        await using var server = await RtmpServer.StartAsync();
        await KillWorkerAsync(server, beforeKill: () => { });
    }

    [RtmpFact]
    public async Task A_reader_whose_worker_is_killed_while_nothing_comes_any_more_ends_by_its_own_clock()
    {
        await using var server = await RtmpServer.StartAsync();
        try
        {
            // the connection stays open, and nobody closes it: only the reader itself can end
            await KillWorkerAsync(server, server.Freeze);
        }
        finally
        {
            server.Thaw();
        }
    }

    [Theory]
    [InlineData("/no/such/ffmpeg", "apt-get install ffmpeg")]
    [InlineData("/bin/true", "is not ffmpeg")]
    public async Task Without_the_program_the_role_refuses_to_start_and_says_what_to_install(string program, string expected)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamsWorker.StartAsync(
            _kafka, nginx: null, "--Intake:Streams:StatUrl=http://127.0.0.1:1/stat", $"--Intake:Streams:Ffmpeg={program}"));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_to_read_the_role_refuses_to_start_and_names_the_settings()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamsWorker.StartAsync(_kafka, nginx: null));

        Assert.Contains("Intake:Streams:StatUrl", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_that_the_broker_does_not_take_fill_no_memory_are_counted_and_stop_nothing()
    {
        using var parts = new WorkerParts();
        var options = new StreamsOptions { MaxBytesWaiting = 1_000_000, DeliverWithin = TimeSpan.FromSeconds(1) };
        var metrics = new StreamMetrics(parts.Meters);
        using var fates = new Microsoft.Extensions.Diagnostics.Metrics.Testing.MetricCollector<long>(parts.Meters, Worker.Hosting.WorkerTelemetry.Name, "moderation.intake.stream_frames");
        using var frames = new FramePublisher(
            KafkaSettings.Producer(new KafkaOptions { BootstrapServers = "127.0.0.1:1" }), options, parts.Fault, metrics, NullLogger<FramePublisher>.Instance);
        var picture = new byte[300_000];

        for (var i = 0; i < 10; i++)
        {
            frames.Publish(LiveId.Parse("x"), DateTimeOffset.UnixEpoch.AddSeconds(i), picture);
            Assert.InRange(frames.BytesWaiting, 0, options.MaxBytesWaiting);
        }

        await KafkaFixture.Until(() => Fates().Count == 10, "every frame has a fate");
        Assert.Equal(7, Fates().Count(fate => fate == "behind"));
        Assert.Equal(3, Fates().Count(fate => fate == "undelivered"));
        Assert.Equal(0, frames.BytesWaiting);
        Assert.False(parts.Fault.IsReported);

        List<string?> Fates() => [.. fates.GetMeasurementSnapshot().Select(count => (string?)count.Tags["fate"])];
    }

    public void Dispose() => _kafka.Dispose();

    private async Task KillWorkerAsync(RtmpServer server, Action beforeKill)
    {
        using var folder = new TemporaryFolder();
        using var launcher = new ChildLauncher();
        _kafka.Touch([.. TopicNames.All]);
        await using var publisher = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        await using var worker = await ChildProcess.StartAsync(Program(server, folder), launcher);
        await KafkaFixture.Until(() => _kafka.CountIn(TopicNames.Frames) >= 3 && StreamsWorker.Readers(Live).Count == 1, "it is read");

        beforeKill();
        Signals.Send(worker.Identity.Pid, Signal.Kill);
        await worker.Exited.WaitAsync(Patience);

        await KafkaFixture.Until(() => StreamsWorker.Readers(Live).Count == 0, "no reader is left");
    }

    private ChildProgram Program(RtmpServer server, TemporaryFolder folder) => new()
    {
        Name = "worker",
        FileName = "dotnet",
        Arguments = [typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), .. StreamsWorker.Settings(server.Nginx), "--Intake:Streams:StallAfter=00:00:02"],
        WorkingFolder = folder.Path,
        Log = new ChildLog(folder.File("worker.log")),
    };
}
