using Moderation.Core.Evidence;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Evidence;

public sealed class BeliefReferenceTests
{
    private static readonly AgeBeliefModel Model = new(AgeEvidenceSamples.Round);

    // Computed by a separate program in another language, straight from the formula.
    [Theory]
    [InlineData(8, 1, 0.922613065468)]
    [InlineData(8, 5, 0.941975569993)]
    [InlineData(15, 3, 0.699181810217)]
    [InlineData(20, 2, 0.443882372396)]
    [InlineData(24, 10, 0.244789419763)]
    [InlineData(35, 1, 0.007595392642)]
    [InlineData(-10, 4, 0.999951959014)]
    [InlineData(19.5, double.PositiveInfinity, 0.473486853742)]
    public void Belief_is_the_stored_reference(double meanReadYears, double effectiveFaces, double expected) =>
        Assert.Equal(expected, Model.Under18(meanReadYears, effectiveFaces), 9);

    [Fact]
    public void Closed_form_equals_the_integral_over_the_person_bias_frame_by_frame()
    {
        double[][] people = [[8.2, 9.9, 7.1], [20, 25, 14, 22, 21], [30.5], [17, 17.5, 19.1, 18.4]];
        foreach (var readings in people)
            Assert.Equal(ByIntegration(readings), Model.Under18(readings.Average(), readings.Length), 7);
    }

    [Fact]
    public void Among_simulated_people_with_a_like_reading_the_share_of_minors_is_the_belief()
    {
        const int PersonCount = 400_000;
        const int FrameCount = 3;
        var random = new Random(20261122);
        var curve = new AgeCurve(AgeEvidenceSamples.Round.Curve);
        var (beliefs, minors, counts) = (new double[10], new double[10], new int[10]);
        for (var i = 0; i < PersonCount; i++)
        {
            var years = Draw(random);
            var mean = curve.ReadYears(years) + 5 * Normal(random)
                + Enumerable.Range(0, FrameCount).Average(_ => 2 * Normal(random));
            var belief = Model.Under18(mean, FrameCount);
            var bin = Math.Min(9, (int)(belief * 10));
            beliefs[bin] += belief;
            minors[bin] += years < 18 ? 1 : 0;
            counts[bin]++;
        }

        for (var bin = 0; bin < 10; bin++)
        {
            if (counts[bin] > 1000)
                Assert.InRange(minors[bin] / counts[bin] - beliefs[bin] / counts[bin], -0.015, 0.015);
        }

        Assert.True(counts.Count(c => c > 1000) >= 6, "the simulation must reach most of the scale");
    }

    [Fact]
    public void Accumulator_equals_the_double_sum_over_all_pairs_of_readings()
    {
        var options = new EvidenceOptions { HalfLife = TimeSpan.FromSeconds(40) };
        var random = new Random(7);
        var evidence = new AgeEvidence(Model, options);
        var start = DateTimeOffset.UnixEpoch;
        var readings = new List<(double Seconds, double Years)>();
        var seconds = 0.0;
        for (var i = 0; i < 60; i++)
        {
            seconds += random.NextDouble() * (i % 10 == 9 ? 60 : 3);
            readings.Add((TimeSpan.FromSeconds(seconds).TotalSeconds, 10 + 20 * random.NextDouble()));
            evidence.Add(readings[^1].Years, start + TimeSpan.FromSeconds(seconds));
        }

        var newest = readings[^1].Seconds;
        double Weight(double at) => Math.Pow(2, -(newest - at) / 40);
        var weight = readings.Sum(r => Weight(r.Seconds));
        var pairs = readings.Sum(a => readings.Sum(b => Weight(a.Seconds) * Weight(b.Seconds) * Math.Exp(-Math.Abs(a.Seconds - b.Seconds) / 15)));
        Assert.Equal(readings.Sum(r => r.Years * Weight(r.Seconds)) / weight, evidence.MeanReadYears!.Value, 9);
        Assert.Equal(weight * weight / pairs, evidence.EffectiveFaces, 6);
        Assert.Equal(readings.Zip(readings.Skip(1), (a, b) => Math.Min(2, b.Seconds - a.Seconds)).Sum(), evidence.ClearFaceSeconds, 6);
    }

    [Fact]
    public void Simulated_noise_of_the_mean_has_the_variance_that_the_effective_count_says()
    {
        var random = new Random(11);
        var evidence = new AgeEvidence(Model, new EvidenceOptions());
        var errors = new double[20_000];
        for (var run = 0; run < errors.Length; run++)
        {
            evidence = new AgeEvidence(Model, new EvidenceOptions());
            var noise = Normal(random);
            for (var second = 0; second < 30; second++)
            {
                evidence.Add(20 + noise, DateTimeOffset.UnixEpoch.AddSeconds(second));
                var correlation = Math.Exp(-1 / 15.0);
                noise = correlation * noise + Math.Sqrt(1 - correlation * correlation) * Normal(random);
            }

            errors[run] = evidence.MeanReadYears!.Value - 20;
        }

        Assert.InRange(errors.Average(e => e * e) * evidence.EffectiveFaces, 0.96, 1.04);
    }

    private static double ByIntegration(double[] readings)
    {
        var curve = new AgeCurve(AgeEvidenceSamples.Round.Curve);
        double minors = 0, all = 0;
        foreach (var (years, weight) in AgeEvidenceSamples.Round.Prior.Select(w => (w.Years, w.Weight)))
        {
            var likelihood = 0.0;
            for (var bias = -60.0; bias <= 60; bias += 0.01)
                likelihood += Math.Exp(-bias * bias / 50 - readings.Sum(y => Math.Pow(y - curve.ReadYears(years) - bias, 2)) / 8);
            all += weight * likelihood;
            minors += years < 18 ? weight * likelihood : 0;
        }

        return minors / all;
    }

    private static int Draw(Random random)
    {
        var rest = random.NextDouble() * 16;
        foreach (var (years, weight) in AgeEvidenceSamples.Round.Prior.Select(w => (w.Years, w.Weight)))
        {
            if ((rest -= weight) < 0)
                return years;
        }

        return 40;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
