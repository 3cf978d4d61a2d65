using Moderation.Cli.Demo.Watch;

namespace Moderation.Tests.Unit.Demo;

public sealed class PercentilesTests
{
    /// <summary>The worked example of nearest rank on Wikipedia, "Percentile": 15, 20, 35, 40, 50.</summary>
    [Theory]
    [InlineData(0.05, 15)]
    [InlineData(0.3, 20)]
    [InlineData(0.4, 20)]
    [InlineData(0.5, 35)]
    [InlineData(1, 50)]
    public void Nearest_rank_agrees_with_the_textbook(double share, double expected) =>
        Assert.Equal(expected, Percentiles.NearestRank([15, 20, 35, 40, 50], share));

    [Fact]
    public void Nothing_measured_has_no_percentile()
    {
        var summary = LatencySummary.Of([]);

        Assert.Equal(new LatencySummary(0, null, null), summary);
    }

    [Fact]
    public void The_order_of_measuring_does_not_matter() =>
        Assert.Equal(new LatencySummary(4, 2, 9), LatencySummary.Of([9, 1, 3, 2]));
}
