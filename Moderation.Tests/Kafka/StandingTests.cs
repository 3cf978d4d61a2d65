using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

public sealed class StandingTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly LiveId _live;

    public StandingTests()
    {
        _live = LiveId.Parse($"{_kafka.Unique}-live");
        _kafka.Touch([.. TopicNames.All]);
    }

    [Fact]
    public async Task What_is_known_about_a_payer_enters_the_log_of_the_live_behind_the_first_gift_and_again_when_it_changes()
    {
        var now = TimeProvider.System.GetUtcNow();
        await SendAsync(Standing(now.AddDays(-1), strikes: 1));
        await using var worker = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(30));
        await TestSheets.SendGiftAndLineAsync(_kafka, _live, 1, now);
        Assert.Equal([1], Strikes(1));

        await SendAsync(Standing(now, strikes: 2));
        Assert.Equal([1, 2], Strikes(2));

        await TestSheets.SendGiftAndLineAsync(_kafka, _live, 2, now.AddMilliseconds(1));
        await KafkaFixture.Until(
            () => _kafka.Committed($"{_kafka.Unique}.scorer.gifts", TopicNames.Gifts) == 2
                && _kafka.Committed($"{_kafka.Unique}.decider", TopicNames.Signals) == _kafka.CountIn(TopicNames.Signals),
            "the second gift is decided");
        await worker.StopAsync();
        Assert.Equal(2, LogFold.Of(_kafka).Signals.OfType<StandingSignal>().Count());
    }

    public void Dispose() => _kafka.Dispose();

    private static StandingRecord Standing(DateTimeOffset at, int strikes) => new()
    {
        V = WireVersion.Current, UserId = UserId.Parse("payer"), At = at, Strikes = strikes, AgeAssurance = AgeAssurance.None,
    };

    private Task SendAsync(StandingRecord standing) => _kafka.SendAsync(
        TopicNames.Standing, Encoding.UTF8.GetBytes(standing.UserId.Value), JsonSerializer.SerializeToUtf8Bytes(standing, WireJson.Default.StandingRecord));

    private IEnumerable<int> Strikes(int count) => _kafka
        .Read(TopicNames.Signals, count, record => Signal(record.Message.Value!) is StandingSignal)
        .Select(record => ((StandingSignal)Signal(record.Message.Value!)).Standing.Strikes);

    private static SignalRecord Signal(byte[] value) => JsonSerializer.Deserialize(value, WireJson.Default.SignalRecord)!;
}
