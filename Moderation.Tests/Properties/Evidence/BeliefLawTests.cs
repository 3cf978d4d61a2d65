using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence;

public sealed class BeliefLawTests
{
    private const double Slack = 1e-12;

    private static readonly Gen<AgeBeliefModel> Models =
        from steps in Gen.Select(Gen.Double[0.5, 30], Gen.Double[0, 20]).Array[2, 6]
        from bias in Gen.Double[0.5, 12]
        from noise in Gen.Double[0.1, 8]
        from minors in Gen.Double[0.01, 1].Array[1, 17]
        from adults in Gen.Double[0.01, 1].Array[1, 60]
        select new AgeBeliefModel(AgeEvidenceSamples.Round with
        {
            Curve = Knots(steps),
            PersonBiasYears = bias,
            FrameNoiseYears = noise,
            Prior = [.. minors.Select((w, i) => new AgeWeight(17 - i, w)), .. adults.Select((w, i) => new AgeWeight(18 + i, w))],
        });

    private static readonly Gen<double> Years = Gen.Double[-20, 120];

    private static readonly Gen<double> Counts = Gen.Double[0.2, 500];

    [Fact]
    public void Younger_reading_never_lowers_the_belief() =>
        Gen.Select(Models, Years, Years, Counts).Sample((model, a, b, count) =>
            model.Under18(Math.Min(a, b), count) >= model.Under18(Math.Max(a, b), count) - Slack);

    [Fact]
    public void Belief_is_a_probability() =>
        Gen.Select(Models, Gen.Double[-1e6, 1e6], Counts).Sample((model, years, count) => model.Under18(years, count) is >= 0 and <= 1);

    [Fact]
    public void Weight_of_evidence_between_any_two_ages_grows_with_frames_and_never_passes_the_person_bias_limit() =>
        Gen.Select(Gen.Double[0.5, 12], Gen.Double[0.1, 8], Years, Counts, Counts).Sample((bias, noise, years, a, b) =>
        {
            // Two ages, equally likely before: the log odds are the weight of evidence alone.
            var model = new AgeBeliefModel(AgeEvidenceSamples.Round with
            {
                PersonBiasYears = bias,
                FrameNoiseYears = noise,
                Prior = [new(12, 1), new(25, 1)],
            });
            var (few, many) = (Math.Abs(model.Under18(years, Math.Min(a, b)) - 0.5), Math.Abs(model.Under18(years, Math.Max(a, b)) - 0.5));
            return few <= many + Slack && many <= Math.Abs(model.Under18(years, double.PositiveInfinity) - 0.5) + Slack;
        });

    [Fact]
    public void Repeating_a_young_reading_moves_the_belief_up_to_the_limit_and_no_further() =>
        Gen.Select(Models, Gen.Double[0, 40], Counts, Counts).Sample((model, below, a, b) =>
        {
            // Nearer to the youngest age of the prior than to 18, so every minor age is nearer than every adult one.
            var curve = new AgeCurve(model.Manifest.Curve);
            var years = (curve.ReadYears(model.Prior.Weights[0].Years) + curve.ReadYears(18)) / 2 - below;
            var (few, many) = (model.Under18(years, Math.Min(a, b)), model.Under18(years, Math.Max(a, b)));
            return few <= many + Slack && many <= model.Under18(years, double.PositiveInfinity) + Slack;
        });

    [Fact]
    public void Repeating_an_old_reading_moves_the_belief_down_to_the_limit_and_no_further() =>
        Gen.Select(Models, Gen.Double[0, 40], Counts, Counts).Sample((model, above, a, b) =>
        {
            var curve = new AgeCurve(model.Manifest.Curve);
            var years = (curve.ReadYears(17) + curve.ReadYears(model.Prior.Weights[^1].Years)) / 2 + above;
            var (few, many) = (model.Under18(years, Math.Min(a, b)), model.Under18(years, Math.Max(a, b)));
            return few >= many - Slack && many >= model.Under18(years, double.PositiveInfinity) - Slack;
        });

    [Fact]
    public void A_day_of_the_same_face_proves_no_more_than_one_perfect_reading()
    {
        var model = new AgeBeliefModel(AgeEvidenceSamples.Shipped);
        foreach (var years in new[] { 4.0, 8, 12, 16, 20, 25 })
        {
            var evidence = new AgeEvidence(model, new EvidenceOptions { HalfLife = TimeSpan.FromHours(24) });
            for (var second = 0; second < 86_400; second += 2)
                evidence.Add(years, DateTimeOffset.UnixEpoch.AddSeconds(second));
            Assert.InRange(Math.Abs(evidence.Under18!.Value - model.Under18(years, double.PositiveInfinity)), 0, 0.005);
            Assert.InRange(evidence.Under18.Value, 0.001, 0.97);
        }
    }

    [Fact]
    public void Shifting_all_readings_in_time_changes_nothing() =>
        Gen.Select(Readings, Gen.Int[1, 1_000_000]).Sample((readings, shiftSeconds) =>
        {
            var (here, there) = (Fold(readings, 0), Fold(readings, shiftSeconds));
            return here.Under18 == there.Under18 && here.EffectiveFaces == there.EffectiveFaces && here.ClearFaceSeconds == there.ClearFaceSeconds;
        });

    [Fact]
    public void Order_of_readings_taken_at_one_instant_does_not_matter() =>
        Gen.Select(Gen.Double[0, 80].Array[1, 20], Gen.Int).Sample((years, seed) =>
        {
            var shuffled = years.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (Fold([.. years.Select(y => (0, y))], 0), Fold([.. shuffled.Select(y => (0, y))], 0));
            return Math.Abs(one.MeanReadYears!.Value - other.MeanReadYears!.Value) < 1e-9 && one.EffectiveFaces == other.EffectiveFaces;
        });

    [Fact]
    public void Correlated_readings_are_worth_at_least_one_and_at_most_their_number() =>
        Readings.Sample(readings => Fold(readings, 0).EffectiveFaces is var count && count >= 1 - 1e-9 && count <= readings.Length + 1e-9);

    private static Gen<(int GapMs, double Years)[]> Readings { get; } = Gen.Select(Gen.Int[0, 30_000], Gen.Double[0, 80]).Array[1, 60];

    private static AgeEvidence Fold((int GapMs, double Years)[] readings, int shiftSeconds)
    {
        var evidence = new AgeEvidence(new AgeBeliefModel(AgeEvidenceSamples.Round), new EvidenceOptions());
        var at = DateTimeOffset.UnixEpoch.AddSeconds(shiftSeconds);
        foreach (var (gapMs, years) in readings)
            evidence.Add(years, at = at.AddMilliseconds(gapMs));
        return evidence;
    }

    private static AgeKnot[] Knots((double Years, double Rise)[] steps)
    {
        var (years, read) = (0.0, 0.0);
        return [.. steps.Select(s => new AgeKnot(years += s.Years, read += s.Rise))];
    }
}
