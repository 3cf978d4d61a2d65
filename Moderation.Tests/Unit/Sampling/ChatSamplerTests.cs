using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Sampling;

namespace Moderation.Tests.Unit.Sampling;

public sealed class ChatSamplerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("live-1");
    private static readonly UserId Host = UserId.Parse("u-host");
    private static readonly ChatSamplingOptions NoShare = new() { KeptShare = 0, PressureAt = 100 };

    [Fact]
    public void Without_pressure_every_line_is_taken()
    {
        var sampler = Sampler(new ChatSamplingOptions { KeptShare = 0 });

        Assert.All(Enumerable.Range(0, 1_000), n => Assert.Equal(ChatChoice.TakenAsAll, sampler.Choose(Line(n), Arriving(waiting: 1_000_000), Noon)));
    }

    [Theory]
    [InlineData(100, 0, nameof(ChatChoice.SkippedAsBacklog))]
    [InlineData(99, 0, nameof(ChatChoice.TakenAsAll))]
    [InlineData(0, 120, nameof(ChatChoice.TakenAsAll))]
    [InlineData(0, 121, nameof(ChatChoice.SkippedAsLate))]
    [InlineData(100, 121, nameof(ChatChoice.SkippedAsLate))]
    public void Lines_that_wait_for_the_lane_and_a_line_that_waited_in_the_topic_are_pressure(int waiting, int secondsInTopic, string expected) =>
        Assert.Equal(expected, Sampler(NoShare).Choose(Line(1), Arriving(waiting, secondsInTopic), Noon).ToString());

    [Theory]
    [InlineData(TextSource.Caption)]
    [InlineData(TextSource.Overlay)]
    public void Under_pressure_what_is_said_or_shown_on_screen_is_kept(TextSource source) =>
        Assert.Equal(ChatChoice.TakenAsParticipant, Sampler(NoShare).Choose(Line(1) with { Source = source }, Arriving(100), Noon));

    [Fact]
    public void Under_pressure_the_lines_of_those_on_screen_are_kept_while_they_are_there()
    {
        var roster = new LiveRoster(NoShare);
        var sampler = new ChatSampler(NoShare, roster, new LivesAtRisk(NoShare));
        roster.Apply(0, Joined("p-1", Host));
        var line = Line(1) with { AuthorId = Host };

        Assert.Equal(ChatChoice.TakenAsParticipant, sampler.Choose(line, Arriving(100), Noon));
        Assert.Equal(ChatChoice.SkippedAsBacklog, sampler.Choose(line with { AuthorId = UserId.Parse("u-2") }, Arriving(100), Noon));
        Assert.Equal(ChatChoice.SkippedAsBacklog, sampler.Choose(line with { AuthorId = null }, Arriving(100), Noon));
        Assert.Equal(ChatChoice.SkippedAsBacklog, sampler.Choose(line with { LiveId = LiveId.Parse("live-2") }, Arriving(100), Noon));
        roster.Apply(0, Joined("p-1", null) with { Kind = SessionEventKind.ParticipantLeft });
        Assert.Equal(ChatChoice.SkippedAsBacklog, sampler.Choose(line, Arriving(100), Noon));
    }

    [Fact]
    public void Under_pressure_the_lines_of_a_live_at_risk_are_kept_until_the_risk_is_over()
    {
        var risk = new LivesAtRisk(NoShare);
        var sampler = new ChatSampler(NoShare, new LiveRoster(NoShare), risk);
        risk.Flagged(Live, Noon);

        Assert.Equal(ChatChoice.TakenAsRisk, sampler.Choose(Line(1), Arriving(100), Noon));
        Assert.Equal(ChatChoice.SkippedAsBacklog, sampler.Choose(Line(1) with { LiveId = LiveId.Parse("live-2") }, Arriving(100), Noon));
        Assert.Equal(ChatChoice.TakenAsRisk, sampler.Choose(Line(1, Noon), Arriving(100), Noon + NoShare.RiskLasts));
        Assert.False(sampler.Choose(Line(1, Noon), Arriving(100), Noon + NoShare.RiskLasts + TimeSpan.FromTicks(1)).IsTaken());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Under_pressure_the_share_is_kept_and_is_the_same_in_every_process(double share)
    {
        var options = new ChatSamplingOptions { KeptShare = share, PressureAt = 1 };
        const int Count = 20_000;

        var first = Kept(Sampler(options));

        Assert.Equal(first, Kept(Sampler(options)));
        Assert.InRange(first.Count / (double)Count, share - 0.01, share + 0.01);

        static List<int> Kept(ChatSampler sampler) =>
            [.. Enumerable.Range(0, Count).Where(n => sampler.Choose(Line(n), Arriving(1), Noon) == ChatChoice.TakenAsShare)];
    }

    [Fact]
    public void A_line_that_was_said_too_long_ago_is_skipped_whoever_said_it()
    {
        var sampler = Sampler(NoShare);
        var old = Line(1, Noon - NoShare.MaxAge) with { Source = TextSource.Caption };

        Assert.Equal(ChatChoice.TakenAsAll, sampler.Choose(old, Arriving(0), Noon));
        Assert.Equal(ChatChoice.SkippedAsTooOld, sampler.Choose(old, Arriving(0), Noon + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void The_roster_forgets_ended_lives_and_foreign_partitions_and_is_bounded()
    {
        var roster = new LiveRoster(new ChatSamplingOptions { MaxLives = 2, MaxParticipants = 2 });
        roster.Apply(0, Joined("p-1", Host));
        roster.Apply(0, Joined("p-2", UserId.Parse("u-2")));
        roster.Apply(0, Joined("p-3", UserId.Parse("u-3")));
        Assert.True(roster.Has(0, Live, UserId.Parse("u-2")));
        Assert.False(roster.Has(0, Live, UserId.Parse("u-3")));
        Assert.False(roster.Has(1, Live, Host));

        roster.Apply(0, Joined("p-1", Host) with { LiveId = LiveId.Parse("live-2") });
        roster.Apply(0, Joined("p-1", Host) with { LiveId = LiveId.Parse("live-3") });
        Assert.False(roster.Has(0, Live, Host));
        roster.Apply(0, Joined("p-1", Host) with { LiveId = LiveId.Parse("live-2"), Kind = SessionEventKind.LiveEnded });
        Assert.False(roster.Has(0, LiveId.Parse("live-2"), Host));
        Assert.True(roster.Has(0, LiveId.Parse("live-3"), Host));
        roster.Forget(0);
        Assert.False(roster.Has(0, LiveId.Parse("live-3"), Host));
    }

    [Fact]
    public void Lives_at_risk_are_bounded_and_one_that_is_flagged_again_stays()
    {
        var risk = new LivesAtRisk(new ChatSamplingOptions { MaxLives = 2 });
        var (first, second, third) = (LiveId.Parse("live-1"), LiveId.Parse("live-2"), LiveId.Parse("live-3"));
        risk.Flagged(first, Noon);
        risk.Flagged(second, Noon.AddMinutes(1));
        risk.Flagged(first, Noon.AddMinutes(1.5));

        risk.Flagged(second, Noon.AddMinutes(2.5));
        Assert.True(risk.Has(first, Noon.AddMinutes(3.4)));
        Assert.True(risk.Has(second, Noon.AddMinutes(3.4)));

        risk.Flagged(third, Noon.AddMinutes(2.6));
        Assert.Equal(2, new[] { first, second, third }.Count(live => risk.Has(live, Noon.AddMinutes(2.7))));
        Assert.True(risk.Has(third, Noon.AddMinutes(2.7)));
    }

    private static ChatSampler Sampler(ChatSamplingOptions options) => new(options, new LiveRoster(options), new LivesAtRisk(options));

    private static ChatArrival Arriving(int waiting = 0, int secondsInTopic = 0) => new(0, Noon.AddSeconds(-secondsInTopic), waiting);

    private static ChatRecord Line(int n, DateTimeOffset? at = null) => new()
    {
        V = 1, LiveId = Live, MessageId = string.Create(CultureInfo.InvariantCulture, $"m-{n}"), At = at ?? Noon, Source = TextSource.Chat, Text = "hello",
    };

    private static SessionEventRecord Joined(string participant, UserId? user) => new()
    {
        V = 1, LiveId = Live, EventId = "e-1", At = Noon, Kind = SessionEventKind.ParticipantJoined, ParticipantId = ParticipantId.Parse(participant), UserId = user,
    };
}
