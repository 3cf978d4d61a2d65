using CsCheck;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Properties.Intake;

public sealed class FramePaceTests
{
    private static readonly Gen<double> Rate = Gen.Double[0.1, 30];

    /// <summary>Frames as they come: steadily, in bursts, with long gaps.</summary>
    private static readonly Gen<TimeSpan[]> Arrivals =
        Gen.OneOf(Gen.Long[0, 100], Gen.Long[0, 50_000], Gen.Long[0, 5_000_000]).Array[0, 400].Select(gaps =>
        {
            var at = 0L;
            return gaps.Select(micros => TimeSpan.FromMicroseconds(at += micros)).ToArray();
        });

    [Fact]
    public void It_takes_what_a_naive_choice_takes_the_first_frame_of_every_slot() => Gen.Select(Rate, Arrivals).Sample((rate, arrivals) =>
    {
        var slot = (long)(TimeSpan.TicksPerSecond / rate);
        var naive = arrivals.Select((at, i) => (at, i)).GroupBy(frame => frame.at.Ticks / slot).Select(group => group.First().i);

        Assert.Equal(naive, Chosen(rate, arrivals));
    });

    [Fact]
    public void In_no_stretch_of_time_are_more_frames_taken_than_asked_for() => Gen.Select(Rate, Arrivals).Sample((rate, arrivals) =>
    {
        var taken = Chosen(rate, arrivals).Select(i => arrivals[i].TotalSeconds).ToArray();
        for (var from = 0; from < taken.Length; from++)
        {
            for (var to = from; to < taken.Length; to++)
                Assert.True(to - from + 1 <= (taken[to] - taken[from]) * rate + 2 + 1e-6);
        }
    });

    [Fact]
    public void While_frames_come_no_gap_is_longer_than_two_slots_and_a_frame() => Gen.Select(Rate, Gen.Double[1, 60], Gen.Int[2, 2_000]).Sample((rate, framesPerSecond, count) =>
    {
        var arrivals = Enumerable.Range(0, count).Select(i => TimeSpan.FromSeconds(i / framesPerSecond)).ToArray();

        var taken = Chosen(rate, arrivals).Select(i => arrivals[i].TotalSeconds).Append(arrivals[^1].TotalSeconds).ToArray();

        Assert.Equal(0, taken[0]);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 2 / rate + 1 / framesPerSecond + 1e-6));
    });

    private static List<int> Chosen(double rate, TimeSpan[] arrivals)
    {
        var pace = new FramePace(rate);
        return [.. Enumerable.Range(0, arrivals.Length).Where(i => pace.Chooses(arrivals[i]))];
    }
}
