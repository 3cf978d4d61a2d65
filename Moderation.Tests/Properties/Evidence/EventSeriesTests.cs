using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence;

public sealed class EventSeriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 23, 58, 57, TimeSpan.Zero);

    private static readonly double[] RoundWindows = [5, 60, 120, 600, 3600];

    // Bursts, pauses and laggards: each event by its distance in seconds from the one before, and its weight.
    private static readonly Gen<(DateTimeOffset At, int Weight)[]> Events = Gen.Select(
        Gen.Frequency((6, Gen.Double[0, 8]), (2, Gen.Double[-90, 90]), (1, Gen.Double[0, 1500]), (1, Gen.Double[-3000, 0])), Gen.Int[1, 1000]).Array[0, 150]
        .Select(steps =>
        {
            var at = Start;
            return steps.Select(step => (at += TimeSpan.FromSeconds(step.Item1), step.Item2)).ToArray();
        });

    private static readonly Gen<TimeSpan> Windows = Gen.OneOf(Gen.Double[5, 120], Gen.Double[5, 3600], Gen.Int[0, 4].Select(i => RoundWindows[i])).Select(TimeSpan.FromSeconds);

    [Fact]
    public void Sum_is_never_under_the_naive_one_and_never_over_that_of_a_window_longer_by_one_bucket() =>
        Gen.Select(Events, Windows, Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 4000])).Sample((events, window, later) =>
        {
            var (series, newest) = (new EventSeries(), DateTimeOffset.MinValue);
            for (var i = 0; i < events.Length; i++)
            {
                series.Add(events[i].Weight, events[i].At);
                newest = newest > events[i].At ? newest : events[i].At;
                var now = newest + (i == events.Length - 1 ? TimeSpan.FromSeconds(later) : TimeSpan.Zero);
                var bucket = now - window >= newest - TimeSpan.FromMinutes(2) ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(1);
                Assert.InRange(series.Sum(window, now), Naive(events[..(i + 1)], window, now), Naive(events[..(i + 1)], window + bucket, now));
            }
        });

    [Fact]
    public void Nothing_after_the_asked_time_is_counted() => Gen.Select(Events, Windows, Gen.Double[0, 3600]).Sample((events, window, back) =>
    {
        var series = Fold(events);
        var now = (events.Length == 0 ? Start : events.Max(e => e.At)) - TimeSpan.FromSeconds(back);
        Assert.InRange(series.Sum(window, now), 0, Naive(events, window + TimeSpan.FromMinutes(1), now));
    });

    [Fact]
    public void Asked_for_a_time_before_its_newest_event_it_misses_at_most_the_bucket_of_that_time() =>
        Gen.Select(Events, Gen.Double[5, 60], Gen.Double[0, 60]).Sample((events, window, back) =>
        {
            var series = Fold(events);
            var now = (events.Length == 0 ? Start : events.Max(e => e.At)) - TimeSpan.FromSeconds(back);
            // Both edges are within two minutes of the newest event, where buckets are 5 s wide.
            var missed = Naive(events, TimeSpan.FromSeconds(5), now);
            Assert.True(series.Sum(TimeSpan.FromSeconds(window), now) >= Naive(events, TimeSpan.FromSeconds(window), now) - missed);
        });

    [Fact]
    public void Order_in_which_events_come_does_not_matter() => Gen.Select(Events, Windows, Gen.Int).Sample((events, window, seed) =>
    {
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        var now = events.Length == 0 ? Start : events.Max(e => e.At);
        Assert.Equal(Fold(events).Sum(window, now), Fold(shuffled).Sum(window, now));
    });

    [Fact]
    public void Order_moves_sums_of_fractions_by_rounding_only() => Gen.Select(Events, Windows, Gen.Int).Sample((events, window, seed) =>
    {
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (new EventSeries(), new EventSeries());
        foreach (var (at, weight) in events)
            one.Add(weight / 7.0, at);
        foreach (var (at, weight) in shuffled)
            other.Add(weight / 7.0, at);
        var now = events.Length == 0 ? Start : events.Max(e => e.At);
        Assert.Equal(one.Sum(window, now), other.Sum(window, now), 1e-9);
    });

    [Fact]
    public void Mean_of_a_steady_stream_is_its_rate_and_of_silence_nothing() => Gen.Select(Gen.Int[1, 40], Gen.Int[6, 170]).Sample((gapSeconds, minutes) =>
    {
        var series = new EventSeries();
        var (since, until) = (new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        for (var at = since; at < until; at += TimeSpan.FromSeconds(gapSeconds))
            series.Add(3, at);
        var steps = 60.0 / gapSeconds;
        // A minute holds a whole number of events, so no single minute is further off than one of them.
        Assert.InRange(series.MeanPerMinute(since, until, TimeSpan.FromMinutes(30)), 3 * (steps - 1), 3 * (steps + 1));
        Assert.Equal(0, new EventSeries().MeanPerMinute(since, until, TimeSpan.FromMinutes(30)));
    });

    [Fact]
    public void Mean_is_the_integral_of_the_naive_weights() => Gen.Select(Events, Gen.Double[0, 900]).Sample((events, later) =>
    {
        if (events.Length == 0)
            return;
        var since = events.Min(e => e.At);
        var until = events.Max(e => e.At) + TimeSpan.FromSeconds(later);
        var last = Minute(until);
        var first = since.Ticks > (last - TimeSpan.FromMinutes(55)).Ticks ? since : last - TimeSpan.FromMinutes(55);
        if (last <= first)
            return;
        double Weight(double minutesBack) => Math.Pow(2, -minutesBack / 30);
        var sum = events.Where(e => e.At >= Minute(first) && e.At < last).Sum(e => e.Weight * Weight((last - Minute(e.At)).TotalMinutes - 0.5));
        // By the rectangle rule, in steps of a thousandth of a minute.
        var followed = (last - first).TotalMinutes;
        var integral = Enumerable.Range(0, 10_000).Sum(i => Weight((i + 0.5) / 10_000 * followed)) * followed / 10_000;
        Assert.Equal(1, (1 + Fold(events).MeanPerMinute(since, until, TimeSpan.FromMinutes(30))) / (1 + sum / integral), 1e-6);
    });

    [Theory]
    [InlineData(4.9)]
    [InlineData(3600.1)]
    public void Window_that_buckets_cannot_answer_for_is_refused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventSeries().Sum(TimeSpan.FromSeconds(seconds), Start));

    [Fact]
    public void Once_full_it_allocates_nothing()
    {
        var series = new EventSeries();
        // Two hours, so that every bucket there can be has been there.
        Run(0, 7_200);
        Run(7_200, 7_300);
        Assert.Equal(0, Allocation.Of(600, i => Run(7_300 + i, 7_301 + i)));

        void Run(int from, int to)
        {
            for (var second = from; second < to; second++)
            {
                series.Add(1, Start.AddSeconds(second));
                series.Add(1, Start.AddSeconds(second - 400));
                Assert.True(series.Sum(TimeSpan.FromMinutes(10), Start.AddSeconds(second)) > 0);
                Assert.True(series.MeanPerMinute(Start.AddHours(-1), Start.AddSeconds(second), TimeSpan.FromMinutes(30)) >= 0);
            }
        }
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static EventSeries Fold((DateTimeOffset At, int Weight)[] events)
    {
        var series = new EventSeries();
        foreach (var (at, weight) in events)
            series.Add(weight, at);
        return series;
    }

    private static double Naive((DateTimeOffset At, int Weight)[] events, TimeSpan window, DateTimeOffset now) =>
        events.Where(e => e.At >= now - window && e.At <= now).Sum(e => e.Weight);
}
