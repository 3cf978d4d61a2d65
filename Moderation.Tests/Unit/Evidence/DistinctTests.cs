using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class DistinctTests
{
    [Fact]
    public void Count_is_that_of_the_different_ids_in_the_window() => Gen.Select(Gen.Int[0, 30], Gen.Double[0, 900]).Array[0, 100].Sample(comings =>
    {
        var distinct = new Distinct<UserId>();
        foreach (var (who, second) in comings)
            distinct.Touch(TextLines.User(who), LiveLog.Start.AddSeconds(second));
        var now = LiveLog.Start.AddSeconds(900);
        foreach (var window in new[] { 5.0, 60, 600, 3600 }.Select(TimeSpan.FromSeconds))
            Assert.Equal(comings.Where(c => c.Item2 >= 900 - window.TotalSeconds).Select(c => c.Item1).Distinct().Count(), distinct.Count(window, now));
    });

    [Fact]
    public void Of_more_ids_than_are_kept_the_newest_are_counted()
    {
        var distinct = new Distinct<UserId>();
        for (var i = 0; i < 1_000; i++)
            distinct.Touch(TextLines.User(i), LiveLog.Start.AddSeconds(i));
        Assert.Equal(Distinct<UserId>.MaxKept, distinct.Count(TimeSpan.FromHours(1), LiveLog.Start.AddSeconds(1_000)));
        Assert.Equal(100, distinct.Count(TimeSpan.FromSeconds(100), LiveLog.Start.AddSeconds(1_000)));
        distinct.Touch(TextLines.User(5_000), LiveLog.Start);
        Assert.Equal(100, distinct.Count(TimeSpan.FromSeconds(100), LiveLog.Start.AddSeconds(1_000)));
    }
}
