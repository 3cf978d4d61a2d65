using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

public sealed class ScorerTests : IDisposable
{
    private const string Role = "--Worker:Roles=scorer";
    private const string EveryFrame = "--Sampling:FramesPerSecond=100";
    private readonly KafkaFixture _kafka = new();

    public ScorerTests() => _kafka.Touch(TopicNames.Frames, TopicNames.Sessions, TopicNames.Signals, TopicNames.DeadLetters);

    [Fact]
    public async Task Poison_is_dead_lettered_and_the_good_records_around_it_are_scored()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var live = $"{_kafka.Unique}-live";
        var key = Encoding.UTF8.GetBytes(live);
        await TestWorker.SendFrameAsync(_kafka, live, "f-1", now, [1]);
        await _kafka.SendAsync(TopicNames.Frames, key, [2]);
        await _kafka.SendAsync(TopicNames.Frames, null, [3]);
        await TestWorker.SendFrameAsync(_kafka, live, "f-2", now.AddMilliseconds(20), [200]);
        await TestWorker.SendFrameAsync(_kafka, live, "f-3", now.AddMilliseconds(40), [201]);
        await TestWorker.SendFrameAsync(_kafka, live, "f-4", now.AddMilliseconds(60), []);
        await TestWorker.SendFrameAsync(_kafka, live, "f-5", now.AddMilliseconds(80), [4]);
        await _kafka.SendAsync(TopicNames.Sessions, key, "not json"u8.ToArray());
        await TestWorker.SendEventAsync(_kafka, Event(live, now));
        await using var worker = await TestWorker.StartAsync(_kafka, new ScriptedScorers(ByFirstByte), Role, EveryFrame);

        var signals = _kafka.Read(TopicNames.Signals, 5, OfMine(key)).Select(r => JsonSerializer.Deserialize(r.Message.Value, WireJson.Default.SignalRecord)!).ToList();
        var letters = _kafka.Read(TopicNames.DeadLetters, 6, _ => true).Select(r => JsonSerializer.Deserialize(r.Message.Value, WireJson.Default.DeadLetterRecord)!);
        await worker.StopAsync();

        var frames = signals.OfType<FrameSignal>().ToList();
        Assert.Equal([null, NotScoredReason.Undecodable, NotScoredReason.ModelFailed, null], frames.Select(f => f.NotScored));
        Assert.Equal(Event(live, now), Assert.Single(signals.OfType<SessionSignal>()).Event);
        Assert.Equal(
            new[] { DeadLetterReason.BadHeader, DeadLetterReason.BadKey, DeadLetterReason.EmptyValue, DeadLetterReason.ImageBroken, DeadLetterReason.InvalidJson, DeadLetterReason.ModelFailed }.Order(),
            letters.Select(l => l.Reason).Order());
        Assert.Equal(7, _kafka.Committed($"{_kafka.Unique}.scorer.frames", TopicNames.Frames));
        Assert.Equal(2, _kafka.Committed($"{_kafka.Unique}.scorer.sessions", TopicNames.Sessions));
        Assert.False(worker.Fault.IsReported);
    }

    [Fact]
    public async Task A_crash_scores_again_and_the_samples_have_the_same_ids()
    {
        var now = TimeProvider.System.GetUtcNow();
        var live = $"{_kafka.Unique}-live";
        for (var n = 0; n < 30; n++)
            await TestWorker.SendFrameAsync(_kafka, live, $"f-{n}", now.AddMilliseconds(20 * n), [1]);
        string[] settings = [Role, EveryFrame, "--Sampling:MaxAge=00:10:00", "--Worker:CommitInterval=00:01:00"];
        await using (await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(30), settings))
            _kafka.Read(TopicNames.Signals, 30, OfMine(Encoding.UTF8.GetBytes(live)));

        await using var restarted = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(30), settings);
        var values = _kafka.Read(TopicNames.Signals, 60, OfMine(Encoding.UTF8.GetBytes(live))).Select(r => Encoding.UTF8.GetString(r.Message.Value!)).ToList();

        Assert.Equal(values.Take(30), values.Skip(30));
        Assert.Equal(30, values.Distinct().Count());
    }

    [Fact]
    public async Task A_model_that_is_broken_stops_the_host()
    {
        var live = $"{_kafka.Unique}-live";
        var now = TimeProvider.System.GetUtcNow();
        await using var worker = await TestWorker.StartAsync(
            _kafka, new ScriptedScorers((_, _) => throw new InvalidOperationException()), Role, EveryFrame, "--Scoring:MaxFailuresInARow=3");
        for (var n = 0; n < 3; n++)
            await TestWorker.SendFrameAsync(_kafka, live, $"f-{n}", now.AddMilliseconds(20 * n), [1]);

        await KafkaFixture.Until(() => worker.Fault.IsReported, "the fault is reported");
    }

    public void Dispose() => _kafka.Dispose();

    private static Func<Confluent.Kafka.ConsumeResult<byte[]?, byte[]?>, bool> OfMine(byte[] key) =>
        result => result.Message.Key is { } actual && actual.AsSpan().SequenceEqual(key);

    private static void ByFirstByte(ReadOnlySpan<byte> image, FrameScore score)
    {
        switch (image[0])
        {
            case 200:
                (score.Refusal, score.RefusalDetail) = (ImageRefusal.Broken, "cut short");
                break;
            case 201:
                throw new InvalidOperationException();
            default:
                score.Faces.Add(ScriptedScorers.ClearFace(30));
                break;
        }
    }

    private static SessionEventRecord Event(string live, DateTimeOffset at) => new()
    {
        V = 1, LiveId = LiveId.Parse(live), EventId = "e-1", At = at, Kind = SessionEventKind.LiveStarted,
    };
}
