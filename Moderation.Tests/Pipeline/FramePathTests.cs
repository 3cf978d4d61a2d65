using System.Net;
using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Pipeline;

public sealed class FramePathTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly LiveId _live;
    private readonly byte[] _key;

    public FramePathTests()
    {
        _live = LiveId.Parse($"{_kafka.Unique}-live");
        _key = Encoding.UTF8.GetBytes(_live.Value);
        _kafka.Touch([.. TopicNames.All]);
    }

    [Fact]
    public async Task Frames_go_in_and_a_report_an_action_and_the_state_come_out_and_a_crash_repeats_them_under_the_same_ids()
    {
        string[] settings = ["--Sampling:MaxAge=01:00:00", "--Worker:CommitInterval=00:01:00", "--Decider:SnapshotInterval=01:00:00"];
        await using (var worker = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), settings))
        {
            await PolicyTopic.ActivateAsync(_kafka, TestPolicies.ApparentMinor);
            await SendLive(seconds: 60);
            Assert.Single(_kafka.Read(TopicNames.Reports, 1, IsMine));
            Assert.Single(_kafka.Read(TopicNames.Orders, 1, IsMine));
            _kafka.Read(TopicNames.LiveState, 1, r => IsMine(r) && State(r.Message.Value!).FramesScored == 60);
            await CheckEndpoints(worker);
        }

        await using var restarted = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), settings);
        var reports = _kafka.Read(TopicNames.Reports, 2, IsMine).Select(r => JsonSerializer.Deserialize(r.Message.Value, WireJson.Default.ReportRecord)!).ToList();
        var actions = _kafka.Read(TopicNames.Orders, 2, IsMine).Select(r => JsonSerializer.Deserialize(r.Message.Value, WireJson.Default.ActionRecord)!).ToList();
        _kafka.Read(TopicNames.Signals, 2 * 61, IsMine);
        await restarted.StopAsync();

        Assert.Single(reports.Select(r => r.ReportId).Distinct());
        Assert.Single(actions.Select(a => a.ActionId).Distinct());
        Assert.Equal(reports[0].ReportId, actions[0].ReportId);
        Assert.Equal(_kafka.CountIn(TopicNames.Frames), _kafka.Committed($"{_kafka.Unique}.scorer.frames", TopicNames.Frames));
    }

    [Fact]
    public async Task A_graceful_restart_repeats_nothing()
    {
        string[] settings = ["--Sampling:MaxAge=01:00:00"];
        await using (var worker = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), settings))
        {
            await PolicyTopic.ActivateAsync(_kafka, TestPolicies.ApparentMinor);
            await SendLive(seconds: 60);
            _kafka.Read(TopicNames.LiveState, 1, r => IsMine(r) && State(r.Message.Value!).FramesScored == 60);
            await worker.StopAsync();
        }

        var signals = _kafka.CountIn(TopicNames.Signals);
        Assert.Equal(signals, _kafka.Committed($"{_kafka.Unique}.decider", TopicNames.Signals));
        await using var restarted = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), settings);
        await TestWorker.SendEventAsync(_kafka, LiveSignals.Ended(_live, TimeProvider.System.GetUtcNow().AddSeconds(1)));
        var last = _kafka.Read(TopicNames.LiveState, 1, r => IsMine(r) && State(r.Message.Value!).Status == LiveStatus.Ended);

        // The restarted decider knows all 60 frames from the replay, and raised nothing a second time.
        Assert.Equal(60, State(last[0].Message.Value!).FramesScored);
        Assert.Equal((signals + 1, 1L, 1L), (_kafka.CountIn(TopicNames.Signals), _kafka.CountIn(TopicNames.Reports), _kafka.CountIn(TopicNames.Orders)));
    }

    public void Dispose() => _kafka.Dispose();

    private static LiveStateRecord State(byte[] value) => JsonSerializer.Deserialize(value, WireJson.Default.LiveStateRecord)!;

    private static async Task CheckEndpoints(TestWorker worker)
    {
        using var http = new HttpClient { BaseAddress = new Uri(worker.App.Urls.First()) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("moderation_scoring_frames_total", metrics, StringComparison.Ordinal);
        Assert.Contains("moderation_kafka_latency_seconds_bucket", metrics, StringComparison.Ordinal);
    }

    private bool IsMine(Confluent.Kafka.ConsumeResult<byte[]?, byte[]?> result) => result.Message.Key is { } key && key.AsSpan().SequenceEqual(_key);

    /// <summary>One live with its host on screen, sent faster than it happened.</summary>
    private async Task SendLive(int seconds)
    {
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-seconds);
        await TestWorker.SendEventAsync(_kafka, LiveSignals.Joined(_live, start.AddSeconds(-1)));
        _kafka.Read(TopicNames.Signals, 1, IsMine);
        for (var n = 0; n < seconds; n++)
            await TestWorker.SendFrameAsync(_kafka, _live.Value, $"f-{n}", start.AddSeconds(n), [1]);
    }
}
