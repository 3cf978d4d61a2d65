using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions;
using Moderation.Worker.Decisions.Standing;

namespace Moderation.Tests.Unit.Decisions;

public sealed class StandingCopyTests : IDisposable
{
    private static readonly UserId Payer = TextLines.User(1);
    private readonly DeciderParts _parts = new();

    [Fact]
    public void What_is_known_about_who_gives_enters_the_live_s_log_and_the_gift_is_not_finished_before()
    {
        _parts.Publish(Known(strikes: 2));
        _parts.Give(GiftLines.Gift(1, "a", payer: 1, coins: 5));

        var sent = Assert.Single(_parts.Worker.Publisher.To(TopicNames.Signals));
        Assert.Equal((DeciderParts.Partition.Partition.Value, LiveLog.Live.Value), (sent.Partition!.Value, Encoding.UTF8.GetString(sent.Key!)));
        Assert.Equal((Payer, 2), (Copies()[0].Standing.UserId, Copies()[0].Standing.Strikes));
        Assert.Equal(0, _parts.Worker.Partition.NextCommit());
        _parts.Worker.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Worker.Partition.NextCommit());
    }

    [Fact]
    public void The_log_is_told_once_before_and_after_it_came_back()
    {
        _parts.Publish(Known(strikes: 2));
        _parts.Give(GiftLines.Gift(1, "a", payer: 1, coins: 5)).Give(GiftLines.Gift(2, "b", payer: 1, coins: 5));
        _parts.Give(Copies()[0]).Give(GiftLines.Gift(3, "c", payer: 1, coins: 5));
        _parts.Intake.Tick();

        Assert.Single(Copies());
    }

    [Fact]
    public void A_change_reaches_the_lives_that_the_user_is_in_and_no_others()
    {
        _parts.Give(GiftLines.Gift(1, "a", payer: 1, coins: 5));
        _parts.Give(LiveSignals.Frame(LiveId.Parse("live-2"), 1, LiveLog.Start, years: 40));
        _parts.Publish(Known(strikes: 3));
        _parts.Publish(Known(strikes: 1) with { UserId = UserId.Parse("stranger") });
        _parts.Intake.Tick();

        Assert.Equal((LiveLog.Live, 3), (Assert.Single(Copies()).LiveId, Copies()[0].Standing.Strikes));
    }

    [Fact]
    public void A_decider_that_takes_over_looks_for_changes_that_its_forerunner_did_not_copy()
    {
        using var parts = new DeciderParts(committed: 1, logEnd: 2);
        parts.Publish(Known(strikes: 3));
        parts.Give(GiftLines.Gift(1, "a", payer: 1, coins: 5));
        parts.Intake.Tick();
        Assert.Empty(parts.Worker.Publisher.To(TopicNames.Signals));

        parts.Give(LiveSignals.Frame(LiveLog.Live, 1, LiveLog.Start.AddSeconds(2), years: 40));
        parts.Intake.Tick();

        Assert.Single(parts.Worker.Publisher.To(TopicNames.Signals));
    }

    [Fact]
    public void Beyond_the_bound_what_was_told_longest_ago_is_unknown()
    {
        var watcher = new StandingWatcher(
            new DeciderOptions { MaxStandings = 2 }, _parts.Metrics, NullLogger<StandingWatcher>.Instance);
        foreach (var number in new[] { 1, 2, 1, 3 })
        {
            var user = TextLines.User(number);
            watcher.Take(new Confluent.Kafka.ConsumeResult<byte[]?, byte[]?>
            {
                TopicPartitionOffset = new Confluent.Kafka.TopicPartitionOffset(TopicNames.Standing, 0, 0),
                Message = new Confluent.Kafka.Message<byte[]?, byte[]?>
                {
                    Key = Encoding.UTF8.GetBytes(user.Value),
                    Value = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Known(strikes: number) with { UserId = user }, WireJson.Default.StandingRecord),
                },
            });
        }

        Assert.Equal([1, null, 3], new[] { 1, 2, 3 }.Select(number => watcher.Find(TextLines.User(number))?.Strikes));
    }

    public void Dispose() => _parts.Dispose();

    private static StandingRecord Known(int strikes) => new()
    {
        V = 1, UserId = Payer, At = LiveLog.Start.AddDays(-1), Strikes = strikes, AgeAssurance = AgeAssurance.None,
    };

    private List<StandingSignal> Copies() => [.. _parts.To(TopicNames.Signals, WireJson.Default.SignalRecord).OfType<StandingSignal>()];
}
