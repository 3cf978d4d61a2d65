using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence;

public sealed class IntervalLawTests
{
    private static readonly AgeBeliefModel[] Models = [new(AgeEvidenceSamples.Round), new(AgeEvidenceSamples.Shipped)];

    [Fact]
    public void Interval_of_a_belief_holds_it_lies_in_0_to_1_and_is_a_point_once_no_noise_is_left() =>
        Gen.Select(Gen.Int[0, 1], Gen.Double[-20, 120], Gen.Double[0.2, 500]).Sample((which, years, faces) =>
        {
            var (model, interval) = (Models[which], BeliefInterval.Of(Models[which], years, faces));
            var rest = BeliefInterval.Of(model, years, double.PositiveInfinity);

            Assert.InRange(model.Under18(years, faces), interval.Low, interval.High);
            Assert.True(interval is { Low: >= 0, High: <= 1 });
            Assert.Equal((model.Under18(years, double.PositiveInfinity), rest.Low), (rest.High, rest.High));
        });

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(0, 12)]
    [InlineData(1, 3)]
    public void Of_people_drawn_as_the_model_says_95_in_a_hundred_come_to_rest_inside_of_it(int which, double faces)
    {
        const int People = 4_000;
        var (model, random, inside) = (Models[which], new Random(20260301), 0);
        var curve = new AgeCurve(model.Manifest.Curve);
        for (var i = 0; i < People; i++)
        {
            var person = curve.ReadYears(Draw(model.Prior, random)) + model.Manifest.PersonBiasYears * Normal(random);
            var interval = BeliefInterval.Of(model, person + model.Manifest.FrameNoiseYears / Math.Sqrt(faces) * Normal(random), faces);
            var rest = model.Under18(person, double.PositiveInfinity);
            inside += rest >= interval.Low - 1e-9 && rest <= interval.High + 1e-9 ? 1 : 0;
        }

        // Four standard deviations of the count.
        Assert.InRange(inside / (double)People, 0.936, 0.964);
    }

    [Fact]
    public void Interval_of_a_rate_is_near_the_exact_one_of_a_count_and_grows_with_it()
    {
        for (var count = 0; count <= 60; count++)
        {
            var interval = RateInterval.Of(count, 1);
            var exact = (Low: count == 0 ? 0 : Solve(mean => 1 - Poisson(count - 1, mean), 0.025), High: Solve(mean => 1 - Poisson(count, mean), 0.975));

            Assert.True(Math.Abs(interval.Low - exact.Low) < 0.03 + 0.01 * exact.Low, $"{count}: {interval.Low} beside {exact.Low}");
            Assert.True(Math.Abs(interval.High - exact.High) < 0.03 + 0.01 * exact.High, $"{count}: {interval.High} beside {exact.High}");
        }

        Gen.Select(Gen.Double[0, 500], Gen.Double[0, 500], Gen.Double[0.01, 10]).Sample((a, b, unit) =>
        {
            var (less, more) = (RateInterval.Of(Math.Min(a, b), unit), RateInterval.Of(Math.Max(a, b), unit));
            return less.Low <= more.Low && less.High <= more.High && less.Low <= Math.Min(a, b) * unit && less.High >= Math.Min(a, b) * unit;
        });
    }

    [Fact]
    public void Gaps_hold_nothing_that_was_seen_and_every_long_silence_of_the_last_hour_is_among_them() =>
        Gen.Select(Gen.Frequency((6, Gen.Double[0, 8]), (2, Gen.Double[8, 200]), (1, Gen.Double[200, 1500])).Array[1, 120], Gen.Double[0, 400]).Sample((steps, later) =>
        {
            var (series, at, seen) = (new EventSeries(), Records.Noon.AddSeconds(-3), new List<DateTimeOffset>());
            foreach (var step in steps)
            {
                seen.Add(at += TimeSpan.FromSeconds(step));
                series.Add(1, at);
            }

            var now = at.AddSeconds(later);
            var gaps = EvidenceGaps.Between(series.Filled(), now);

            Assert.All(gaps, gap => Assert.DoesNotContain(seen, one => one >= gap.From && one < gap.To));
            Assert.All(gaps, gap => Assert.True(gap.To - gap.From >= EvidenceGaps.Shortest && gap.To <= now));
            Assert.Equal(gaps.OrderBy(gap => gap.From), gaps);
            var minute = TimeSpan.FromMinutes(1);
            foreach (var (left, came) in seen.Zip(seen.Skip(1).Append(now)).Where(pair => pair.First >= at.AddMinutes(-58) && pair.Second - pair.First >= 3 * minute))
                Assert.Contains(gaps, gap => gap.From <= left + minute && gap.To >= came - minute);
        });

    private static int Draw(AgePrior prior, Random random)
    {
        var left = random.NextDouble() * prior.Weights.Sum(age => age.Weight);
        foreach (var age in prior.Weights)
        {
            if ((left -= age.Weight) <= 0)
                return (int)age.Years;
        }

        return (int)prior.Weights[^1].Years;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Poisson(int upTo, double mean)
    {
        double term = Math.Exp(-mean), sum = term;
        for (var k = 1; k <= upTo; k++)
            sum += term *= mean / k;
        return sum;
    }

    // For which mean something that grows with it reaches a share.
    private static double Solve(Func<double, double> grows, double share)
    {
        var (low, high) = (0.0, 1_000.0);
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = grows(middle) < share ? (middle, high) : (low, middle);
        }

        return low;
    }
}
