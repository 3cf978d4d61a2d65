using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Images;
using Moderation.Tests.Support;
using Moderation.Worker.Intake;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Streams;

/// <summary>Real RTMP: ffmpeg publishes to nginx, the worker's role reads it.</summary>
public sealed class StreamsRoleTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();

    private string Live => $"{_kafka.Unique}-live";

    [RtmpFact]
    public async Task A_published_stream_is_a_live_whose_frames_come_until_its_publisher_goes()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx);
        await using (TestPublisher.Start(server.Nginx.PlayUrl, Live))
        {
            var frames = worker.Frames(Live, 12);

            AssertFrames(frames);
            Assert.Equal([SessionEventKind.LiveStarted, SessionEventKind.ParticipantJoined], worker.Events(Live, 2).Select(happening => happening.Kind));
        }

        var events = worker.Events(Live, 3);

        Assert.Equal(SessionEventKind.LiveEnded, events[2].Kind);
        Assert.Equal((SessionAnnouncer.Host, ParticipantRole.Host, NormalizedBox.WholeFrame), (events[1].ParticipantId, events[1].Role, events[1].Tile));
        Assert.All(events, happening => Assert.Null(happening.FindFault()));
        Assert.Equal(3, events.Select(happening => happening.EventId).Distinct().Count());
        await KafkaFixture.Until(() => StreamsWorker.Readers(Live).Count == 0, "the reader's end");
    }

    [RtmpFact]
    public async Task A_name_that_is_used_again_is_a_live_that_begins_again()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx);
        for (var i = 0; i < 2; i++)
        {
            await using (TestPublisher.Start(server.Nginx.PlayUrl, Live))
                worker.Events(Live, 3 * i + 2);
            worker.Events(Live, 3 * i + 3);
        }

        var events = worker.Events(Live, 6);

        Assert.Equal(6, events.Select(happening => happening.EventId).Distinct().Count());
        Assert.Equal(events.OrderBy(happening => happening.At), events);
    }

    [RtmpFact]
    public async Task A_publisher_that_is_back_soon_goes_on_with_the_same_live()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx, "--Intake:Streams:EndAfter=00:01:00");
        await using (TestPublisher.Start(server.Nginx.PlayUrl, Live))
            worker.Frames(Live, 2);

        await using var again = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        worker.Frames(Live, 2, since: DateTimeOffset.FromUnixTimeMilliseconds(worker.Frames(Live, 2)[^1].Message.Timestamp.UnixTimestampMs + 1_000));

        Assert.Equal(2, _kafka.CountIn(TopicNames.Sessions));
    }

    [RtmpFact]
    public async Task A_page_of_statistics_that_cannot_be_read_for_longer_than_a_publisher_may_be_away_ends_nobodys_live()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var proxy = new CuttableProxy("127.0.0.1", server.Nginx.StatUrl.Port);
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx, $"--Intake:Streams:StatUrl=http://127.0.0.1:{proxy.Port}/stat");
        using var failures = worker.Count("moderation.intake.stat_failures");
        await using var publisher = TestPublisher.Start(server.Nginx.PlayUrl, Live);
        worker.Frames(Live, 2);

        proxy.Cut();
        await StreamsWorker.MeasuredAsync(failures, 20);
        worker.Frames(Live, 3, since: TimeProvider.System.GetUtcNow());
        proxy.Mend();
        await publisher.DisposeAsync();

        // the end that was told after the page could be read again is the first
        Assert.Equal([SessionEventKind.LiveStarted, SessionEventKind.ParticipantJoined, SessionEventKind.LiveEnded], worker.Events(Live, 3).Select(happening => happening.Kind));
        Assert.True(worker.Events(Live, 3)[2].At > worker.Events(Live, 3)[0].At.AddSeconds(2));
    }

    [RtmpFact]
    public async Task A_hostile_name_is_counted_and_not_read_and_the_stream_beside_it_is()
    {
        var witness = Path.Combine(Path.GetTempPath(), $"{_kafka.Unique}-was-here");
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx);
        using var ignored = worker.Count("moderation.intake.streams_ignored");
        await using var hostile = TestPublisher.Start(server.Nginx.PlayUrl, $"x;touch {witness}&<y> $(touch {witness})");
        await using var reserved = TestPublisher.Start(server.Nginx.PlayUrl, $"{SignalRecord.ReservedPrefix}every-live");
        // ffmpeg would read the ending as a file's type, and play another stream
        await using var odd = TestPublisher.Start(server.Nginx.PlayUrl, $"{Live}.flv");
        await StreamsWorker.MeasuredAsync(ignored, 2);

        worker.Frames($"{Live}.flv", 5);

        Assert.False(File.Exists(witness));
        Assert.Equal(2, ignored.GetMeasurementSnapshot().Count);
        Assert.Equal(2, _kafka.CountIn(TopicNames.Sessions));
        Assert.False(worker.Fault.IsReported);
    }

    [RtmpFact]
    public async Task A_stream_over_the_limit_is_counted_and_read_when_there_is_room()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(_kafka, server.Nginx, "--Intake:Streams:MaxStreams=1");
        using var ignored = worker.Count("moderation.intake.streams_ignored");
        await using var first = TestPublisher.Start(server.Nginx.PlayUrl, $"{Live}-1");
        worker.Frames($"{Live}-1", 2);
        await using var second = TestPublisher.Start(server.Nginx.PlayUrl, $"{Live}-2");
        await StreamsWorker.MeasuredAsync(ignored, 1);

        Assert.Equal("limit", Assert.Single(ignored.GetMeasurementSnapshot()).Tags["reason"]);
        await first.DisposeAsync();

        worker.Frames($"{Live}-2", 2);
    }

    [RtmpFact]
    public async Task An_hls_stream_of_the_configuration_is_a_live_from_its_first_frame_to_its_last()
    {
        await using var server = await RtmpServer.StartAsync(hls: true);
        await using var worker = await StreamsWorker.StartAsync(
            _kafka, nginx: null, $"--Intake:Streams:Sources:0:LiveId={Live}", $"--Intake:Streams:Sources:0:Url={server.Nginx.HlsUrl("plain")}",
            "--Intake:Streams:StallAfter=00:00:04", "--Intake:Streams:LongestRestartWait=00:00:00.5");
        await using (TestPublisher.Start(server.Nginx.PlayUrl, "plain"))
        {
            AssertFrames(worker.Frames(Live, 10));
            worker.Events(Live, 2);
        }

        Assert.Equal([SessionEventKind.LiveStarted, SessionEventKind.ParticipantJoined, SessionEventKind.LiveEnded], worker.Events(Live, 3).Select(happening => happening.Kind));

        // the server keeps the playlist of the publisher that is gone; only a new one makes it a live again
        await using var again = TestPublisher.Start(server.Nginx.PlayUrl, "plain");
        Assert.Equal(SessionEventKind.LiveStarted, worker.Events(Live, 4)[3].Kind);
    }

    [RtmpFact]
    public async Task A_picture_that_is_wider_than_wanted_is_made_smaller_and_one_that_is_too_large_is_skipped_and_counted()
    {
        await using var server = await RtmpServer.StartAsync();
        await using var worker = await StreamsWorker.StartAsync(
            _kafka, server.Nginx, "--Intake:Streams:MaxWidthPx=160", "--Intake:Streams:MaxFrameBytes=10000", "--Intake:Streams:Quantiser=2");
        using var fates = worker.Count("moderation.intake.stream_frames");
        await using var wide = TestPublisher.Start(server.Nginx.PlayUrl, Live, "640x360");
        var small = worker.Frames(Live, 3);
        Assert.All(small, frame => Assert.Equal((90, 160), SizeOf(frame.Message.Value!)));

        // twice as tall as wide: at 160 px it still has more than 10,000 bytes
        await using var tall = TestPublisher.Start(server.Nginx.PlayUrl, $"{Live}-tall", "160x2000");
        await KafkaFixture.Until(() => fates.GetMeasurementSnapshot().Any(count => (string?)count.Tags["fate"] == "too_large"), "a frame that is too large");

        Assert.False(worker.Fault.IsReported);
    }

    public void Dispose() => _kafka.Dispose();

    private static (int HeightPx, int WidthPx) SizeOf(byte[] picture) => ImageGate.Check(picture, ImageLimits.Default).Header is var header ? (header.HeightPx, header.WidthPx) : default;

    /// <summary>What the service's own intake asks of frames, and a rate near the one that was asked for.</summary>
    private static void AssertFrames(IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> frames)
    {
        var heads = frames.Select(frame =>
        {
            Assert.Null(FrameHeadReader.Read(frame.Message.Key, frame.Message.Headers, out var head));
            Assert.Equal((180, 320), SizeOf(frame.Message.Value!));
            return head;
        }).ToList();

        Assert.Equal(heads.Count, heads.Select(head => head.FrameId).Distinct().Count());
        Assert.Equal(heads.OrderBy(head => head.CapturedAt), heads);
        // one frame in each fifth of a second, not each of the 25
        Assert.True(heads[^1].CapturedAt - heads[0].CapturedAt > (heads.Count - 3) * TimeSpan.FromSeconds(0.2));
    }
}
