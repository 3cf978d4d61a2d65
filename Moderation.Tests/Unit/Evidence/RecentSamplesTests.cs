using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class RecentSamplesTests
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_sample_is_known_again_for_as_long_as_it_is_remembered_and_forgotten_soon_after()
    {
        var samples = new RecentSamples(1_000, RememberFor);
        Assert.True(samples.Add("a", At(3)));
        Assert.True(samples.Add("b", At(603)));
        Assert.False(samples.Add("a", At(3)));
        Assert.True(samples.Add("c", At(613)));
        Assert.True(samples.Add("a", At(613)));
    }

    [Fact]
    public void What_comes_late_is_remembered_from_when_it_came()
    {
        var samples = new RecentSamples(1_000, RememberFor);
        samples.Add("new", At(1_000));
        samples.Add("late", At(0));
        samples.Add("newer", At(1_590));
        Assert.False(samples.Add("late", At(0)));
    }

    [Fact]
    public void Of_more_samples_than_are_remembered_the_oldest_is_forgotten()
    {
        var samples = new RecentSamples(3, RememberFor);
        foreach (var (id, second) in new[] { ("a", 0), ("b", 0), ("c", 20), ("d", 20) })
            Assert.True(samples.Add(id, At(second)));
        Assert.Equal(3, samples.Count);
        Assert.False(samples.Add("b", At(20)));
        Assert.True(samples.Add("a", At(20)));
        Assert.True(samples.Add("b", At(20)));
    }

    [Fact]
    public void A_quiet_live_writes_little_down()
    {
        var samples = new RecentSamples(16_384, RememberFor);
        for (var i = 0; i < 100_000; i++)
            samples.Add($"s{i}", At(i));
        var state = new StateWriter();
        samples.Save(state);
        Assert.InRange(state.Written.Length, 600 * 8, 620 * 8 + 1_000);
    }

    private static DateTimeOffset At(double second) => LiveLog.Start.AddSeconds(second);
}
