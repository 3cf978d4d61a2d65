using System.ComponentModel.DataAnnotations;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Decisions;

public sealed class BuiltInMinorPolicyTests
{
    private static readonly BuiltInMinorPolicy Policy = new(new BuiltInPolicyOptions());

    [Theory]
    [InlineData(null, RungStanding.Below, RungStanding.Below)]
    [InlineData(0.749, RungStanding.Below, RungStanding.Below)]
    [InlineData(0.751, RungStanding.Holding, RungStanding.Below)]
    [InlineData(0.80, RungStanding.Reached, RungStanding.Below)]
    [InlineData(0.86, RungStanding.Reached, RungStanding.Holding)]
    [InlineData(0.90, RungStanding.Reached, RungStanding.Reached)]
    public void Belief_stands_to_the_rungs_as_the_thresholds_say(double? belief, RungStanding report, RungStanding throttle)
    {
        Span<RungStanding> standings = stackalloc RungStanding[2];
        Policy.Evaluate(Evidence(belief), standings);
        Assert.Equal([report, throttle], standings.ToArray());
    }

    [Fact]
    public void Reasons_are_sentences_with_the_values_that_mattered()
    {
        var reasons = Policy.Explain(1, Evidence(0.934));
        Assert.All(reasons, r => Assert.EndsWith(".", r.Text, StringComparison.Ordinal));
        Assert.Contains(reasons, r => r.Text.Contains("0.934, at or above 0.90", StringComparison.Ordinal));
        Assert.Contains(reasons, r => r.Text.Contains("12.0 years", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => Policy.Explain(0, Evidence(null)));
    }

    [Fact]
    public void Hash_changes_with_every_rule()
    {
        BuiltInPolicyOptions[] variants =
        [
            new(), new() { ReportBelief = 0.81 }, new() { ThrottleBelief = 0.91 }, new() { Hysteresis = 0.06 }, new() { MaxCoinsPerMinute = 99 },
            new() { ThrottleLasts = TimeSpan.FromMinutes(16) }, new() { RenewBefore = TimeSpan.FromMinutes(2) }, new() { Ground = "Other terms." },
        ];
        Assert.Equal(variants.Length, variants.Select(o => new BuiltInMinorPolicy(o).Hash).Distinct().Count());
        Assert.Equal(Policy.Hash, new BuiltInMinorPolicy(new()).Hash);
    }

    [Fact]
    public void Policy_reference_changes_with_calibration_prior_and_options()
    {
        var model = new AgeBeliefModel(AgeEvidenceSamples.Shipped);
        var other = AgePrior.From([new(12, 1), new(30, 9)]);
        DeciderRules[] variants =
        [
            new(model, new(), new(), Policy),
            new(new AgeBeliefModel(AgeEvidenceSamples.Round), new(), new(), Policy),
            new(new AgeBeliefModel(AgeEvidenceSamples.Shipped, other), new(), new(), Policy),
            new(model, new() { HalfLife = TimeSpan.FromMinutes(4) }, new(), Policy),
            new(model, new(), new() { LongestStep = 0.3 }, Policy),
        ];
        Assert.Equal(variants.Length, variants.Select(r => r.Policy.Hash).Distinct().Count());
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Assert.Throws<ValidationException>(() => new BuiltInMinorPolicy(new() { ReportBelief = 0.95 }));
        Assert.Throws<ValidationException>(() => new BuiltInMinorPolicy(new() { ReportBelief = 0.2 }));
        Assert.Throws<ValidationException>(() => new BuiltInMinorPolicy(new() { ThrottleLasts = TimeSpan.FromMinutes(1), RenewBefore = TimeSpan.FromMinutes(1) }));
        Assert.Throws<ValidationException>(() => LiveLog.Rules(tracks: new() { TrackLifetime = TimeSpan.FromSeconds(6) }));
    }

    private static SubjectEvidence Evidence(double? belief) =>
        new(belief, belief is null ? UnknownReason.NoFace : null, 10, 11, 2, 12, 1.5);
}
