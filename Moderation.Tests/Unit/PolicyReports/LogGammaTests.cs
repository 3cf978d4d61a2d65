using Moderation.Core.PolicyReports;

namespace Moderation.Tests.Unit.PolicyReports;

public sealed class LogGammaTests
{
    // Reference: math.lgamma of CPython 3.11.
    [Theory]
    [InlineData(1e-08, 18.42068073818021)]
    [InlineData(0.01, 4.599479878042022)]
    [InlineData(0.5, 0.5723649429247004)]
    [InlineData(1, 0.0)]
    [InlineData(1.5, -0.12078223763524543)]
    [InlineData(2, 0.0)]
    [InlineData(3.25, 0.9358019311087249)]
    [InlineData(14.999, 25.18854687054693)]
    [InlineData(15, 25.191221182738683)]
    [InlineData(100.5, 361.4355404677776)]
    [InlineData(12345.5, 103958.24296512322)]
    [InlineData(10000000.5, 151180957.42852172)]
    [InlineData(1000000000000.0, 26631021115915.652)]
    public void It_agrees_with_the_c_library_to_fourteen_digits(double x, double expected) =>
        Assert.Equal(expected, LogGamma.Of(x), 2e-14 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void It_is_the_logarithm_of_the_factorial_at_whole_numbers()
    {
        double sum = 0;
        for (var n = 1; n < 2_000; n++)
        {
            Assert.Equal(sum, LogGamma.Of(n), 1e-12 * Math.Max(1, sum));
            sum += Math.Log(n);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.5)]
    public void There_is_none_at_or_under_zero(double x) => Assert.Throws<ArgumentOutOfRangeException>(() => LogGamma.Of(x));
}
