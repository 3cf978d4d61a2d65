using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

/// <summary>Partitions that move between two workers in the middle of lives, against the same log folded without any move.</summary>
public sealed class DeciderHandoverTests : IDisposable
{
    private const int LiveCount = 8;
    private const int SecondCount = 90;
    private static readonly string[] Settings = ["--Sampling:MaxAge=01:00:00", "--Decider:SnapshotInterval=00:00:00.5"];
    private readonly KafkaFixture _kafka = new();

    public DeciderHandoverTests() => _kafka.Touch([.. TopicNames.All]);

    [Fact]
    public async Task Partitions_that_move_between_workers_decide_as_if_they_had_never_moved()
    {
        await using var first = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), Settings);
        await PolicyTopic.ActivateAsync(_kafka, TestPolicies.ApparentMinor, TestSheets.Gifts, TestSheets.Chat);
        var playing = PlayAsync();
        await KafkaFixture.Until(() => _kafka.CountIn(TopicNames.Signals) > 150, "the first worker decides");

        await using var second = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(2), Settings);
        await KafkaFixture.Until(() => Owned(first) is > 0 and < 4 && Owned(second) is > 0 and < 4, "they share the log");
        var shared = _kafka.CountIn(TopicNames.Signals);
        await KafkaFixture.Until(() => playing.IsCompleted || _kafka.CountIn(TopicNames.Signals) > shared + 100, "both decide");
        await first.StopAsync();
        await playing;
        await KafkaFixture.Until(() => Owned(second) == 4 && IsAllDecided(), "the second decides everything");
        await second.StopAsync();

        var expected = LogFold.Of(_kafka);
        Assert.Equal(LiveCount * SecondCount, expected.Signals.OfType<FrameSignal>().Select(frame => frame.SampleId).Distinct().Count());
        Assert.Equal(LiveCount * SecondCount / 3, expected.Signals.OfType<GiftSignal>().Select(gift => (gift.LiveId, gift.Gift.GiftId)).Distinct().Count());
        Assert.True(expected.Reports.Count >= 3 * LiveCount, $"{expected.Reports.Count} reports");
        expected.AssertTold(_kafka);
        Assert.NotEmpty(Checkpoints());
        Assert.Equal(0, _kafka.CountIn(TopicNames.DeadLetters));
    }

    public void Dispose() => _kafka.Dispose();

    private static int Owned(TestWorker worker) => worker.Owned("decider");

    /// <summary>Every live a child with gifts and chat, three seconds of it at a time, over some twelve seconds.</summary>
    private async Task PlayAsync()
    {
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-SecondCount);
        var lives = Enumerable.Range(0, LiveCount).Select(n => LiveId.Parse($"{_kafka.Unique}-{n}")).ToList();
        foreach (var live in lives)
            await TestWorker.SendEventAsync(_kafka, LiveSignals.Joined(live, start));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var second = 1; second <= SecondCount; second++)
        {
            foreach (var live in lives)
            {
                await TestWorker.SendFrameAsync(_kafka, live.Value, $"f-{second}", start.AddSeconds(second), [1]);
                if (second % 3 == 0)
                    await TestSheets.SendGiftAndLineAsync(_kafka, live, second, start.AddSeconds(second));
            }

            await pace.WaitForNextTickAsync();
            await pace.WaitForNextTickAsync();
        }
    }

    private bool IsAllDecided() => _kafka.Committed($"{_kafka.Unique}.scorer.frames", TopicNames.Frames) == _kafka.CountIn(TopicNames.Frames)
        && _kafka.Committed($"{_kafka.Unique}.scorer.gifts", TopicNames.Gifts) == _kafka.CountIn(TopicNames.Gifts)
        && _kafka.Committed($"{_kafka.Unique}.scorer.chat", TopicNames.Chat) == _kafka.CountIn(TopicNames.Chat)
        && _kafka.Committed($"{_kafka.Unique}.decider", TopicNames.Signals) == _kafka.CountIn(TopicNames.Signals);

    private List<ConsumeResult<byte[]?, byte[]?>> Checkpoints() =>
    [
        .. _kafka.Read(TopicNames.Snapshots, (int)_kafka.CountIn(TopicNames.Snapshots), _ => true)
            .Where(record => record.Message.Value is { } value && JsonSerializer.Deserialize(value, WireJson.Default.SnapshotRecord)!.LiveId.Value == "moderation:checkpoint"
                && Encoding.UTF8.GetString(record.Message.Key!) == "moderation:checkpoint"),
    ];
}
