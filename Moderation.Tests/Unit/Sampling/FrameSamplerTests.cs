using Moderation.Core.Subjects;
using Moderation.Worker.Sampling;

namespace Moderation.Tests.Unit.Sampling;

public sealed class FrameSamplerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("live-1");

    [Theory]
    [InlineData(1, 30, 60)]
    [InlineData(0.5, 30, 60)]
    [InlineData(5, 25, 60)]
    public void A_live_is_sampled_at_its_rate_whatever_its_frame_rate(double rate, int framesPerSecond, int seconds)
    {
        var sampler = new FrameSampler(new SamplingOptions { FramesPerSecond = rate });

        var taken = Times(framesPerSecond, seconds).Count(at => sampler.Decide(Live, at, at) == SamplingFate.Taken);

        Assert.InRange(taken, rate * seconds, (rate * seconds) + 1);
    }

    [Fact]
    public void A_burst_after_an_outage_is_thinned_by_event_time()
    {
        var sampler = new FrameSampler(new SamplingOptions { MaxAge = TimeSpan.FromMinutes(5) });
        var arrival = Noon.AddSeconds(61);

        var taken = Times(framesPerSecond: 30, seconds: 60).Count(at => sampler.Decide(Live, at, arrival) == SamplingFate.Taken);

        Assert.InRange(taken, 60, 61);
    }

    [Fact]
    public void The_choice_does_not_depend_on_when_the_process_started()
    {
        var first = new FrameSampler(new SamplingOptions());
        var restarted = new FrameSampler(new SamplingOptions());
        var times = Times(framesPerSecond: 10, seconds: 20).ToList();
        var chosen = times.Where(at => first.Decide(Live, at, at) == SamplingFate.Taken).ToList();

        var chosenAgain = times.Skip(73).Where(at => restarted.Decide(Live, at, at) == SamplingFate.Taken).ToList();

        // Only the slot that the restart fell into can be sampled once more.
        Assert.InRange(chosenAgain.Except(chosen).Count(), 0, 1);
    }

    [Fact]
    public void Lives_do_not_share_their_rate()
    {
        var sampler = new FrameSampler(new SamplingOptions());

        Assert.Equal(SamplingFate.Taken, sampler.Decide(Live, Noon, Noon));
        Assert.Equal(SamplingFate.Taken, sampler.Decide(LiveId.Parse("live-2"), Noon, Noon));
        Assert.Equal(SamplingFate.Rate, sampler.Decide(Live, Noon, Noon));
    }

    [Fact]
    public void Lives_are_sampled_at_different_instants_of_the_second()
    {
        var sampler = new FrameSampler(new SamplingOptions());
        var lives = Enumerable.Range(0, 200).Select(n => LiveId.Parse($"live-{n}")).ToList();
        var perTenth = new int[10];
        for (var tenth = 0; tenth < 20; tenth++)
        {
            var at = Noon.AddMilliseconds(100 * tenth);
            var taken = lives.Count(live => sampler.Decide(live, at, at) == SamplingFate.Taken);
            if (tenth >= 10)
                perTenth[tenth - 10] = taken;
        }

        Assert.Equal(200, perTenth.Sum());
        Assert.True(perTenth.Max() < 60, $"most in one tenth of a second: {perTenth.Max()}");
    }

    [Fact]
    public void A_frame_from_an_earlier_slot_than_the_newest_sample_is_out_of_order()
    {
        var sampler = new FrameSampler(new SamplingOptions());
        sampler.Decide(Live, Noon, Noon);

        Assert.Equal(SamplingFate.OutOfOrder, sampler.Decide(Live, Noon.AddSeconds(-2), Noon));
    }

    [Fact]
    public void A_frame_past_its_age_is_stale_and_one_just_within_it_is_not()
    {
        var sampler = new FrameSampler(new SamplingOptions { MaxAge = TimeSpan.FromSeconds(10) });

        Assert.Equal(SamplingFate.Stale, sampler.Decide(Live, Noon, Noon.AddSeconds(10).AddTicks(1)));
        Assert.Equal(SamplingFate.Taken, sampler.Decide(Live, Noon, Noon.AddSeconds(10)));
    }

    [Fact]
    public void No_more_lives_are_remembered_than_allowed()
    {
        var sampler = new FrameSampler(new SamplingOptions { MaxLives = 3 });
        for (var n = 0; n < 10; n++)
            sampler.Decide(LiveId.Parse($"live-{n}"), Noon, Noon);

        Assert.Equal(3, sampler.LiveCount);
        Assert.Equal(SamplingFate.Rate, sampler.Decide(LiveId.Parse("live-9"), Noon, Noon));
    }

    [Fact]
    public void Lives_without_frames_are_forgotten()
    {
        var sampler = new FrameSampler(new SamplingOptions { ForgetAfter = TimeSpan.FromMinutes(2) });
        sampler.Decide(Live, Noon, Noon);
        var later = Noon.AddMinutes(3);

        sampler.Decide(LiveId.Parse("live-2"), later, later);

        Assert.Equal(1, sampler.LiveCount);
    }

    private static IEnumerable<DateTimeOffset> Times(int framesPerSecond, int seconds) =>
        Enumerable.Range(0, framesPerSecond * seconds).Select(n => Noon.AddTicks(n * TimeSpan.TicksPerSecond / framesPerSecond));
}
