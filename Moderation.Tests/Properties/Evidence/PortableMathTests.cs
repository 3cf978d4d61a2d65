using CsCheck;
using Moderation.Core.Evidence;

namespace Moderation.Tests.Properties.Evidence;

public sealed class PortableMathTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Exponential_agrees_with_that_of_the_machine_to_two_units_in_the_last_place() =>
        Gen.OneOf(Gen.Double[-745, 709.7], Gen.Double[-40, 40], Gen.Double[-1, 1]).Sample(x => AssertClose(Math.Exp(x), PortableMath.Exp(x), x), iter: Rounds);

    [Fact]
    public void Power_of_2_agrees_with_that_of_the_machine_to_two_units_in_the_last_place() =>
        Gen.OneOf(Gen.Double[-1074, 1023.9], Gen.Double[-60, 0], Gen.Double[-1, 1]).Sample(x => AssertClose(Math.Pow(2, x), PortableMath.Exp2(x), x), iter: Rounds);

    [Fact]
    public void Logarithm_agrees_with_that_of_the_machine_to_two_units_in_the_last_place() =>
        Gen.OneOf(Gen.Double[double.Epsilon, 1e-307], Gen.Double[-700, 700].Select(Math.Exp), Gen.Double[0.5, 2], Gen.Double[0.999, 1.001])
            .Sample(x => AssertClose(Math.Log(x), PortableMath.Log(x), x), iter: Rounds);

    [Fact]
    public void Logarithm_undoes_the_exponential() => Gen.Double[-700, 700].Sample(x => Math.Abs(PortableMath.Log(PortableMath.Exp(x)) - x) <= 4e-16 + Math.Abs(x) * 4e-16, iter: Rounds);

    [Fact]
    public void Powers_of_2_of_whole_numbers_are_exact() =>
        Gen.Int[-1074, 1023].Sample(x => PortableMath.Exp2(x) == Math.ScaleB(1, x), iter: Rounds);

    [Fact]
    public void More_decay_never_leaves_more() => Gen.Select(Gen.Double[-745, 700], Gen.OneOf(Gen.Double[1e-12, 1e-9], Gen.Double[0, 50])).Sample(
        (x, step) => PortableMath.Exp(x) <= PortableMath.Exp(x + step) && PortableMath.Exp2(x) <= PortableMath.Exp2(x + step), iter: Rounds);

    [Theory]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0, 0, double.NaN)]
    [InlineData(0, 1, 1, double.NegativeInfinity)]
    [InlineData(1e9, double.PositiveInfinity, double.PositiveInfinity, 20.72326583694641)]
    [InlineData(-1e9, 0, 0, double.NaN)]
    public void Ends_of_the_scale_are_what_they_are_for_the_machine(double x, double exp, double exp2, double log) =>
        Assert.Equal((exp, exp2, log), (PortableMath.Exp(x), PortableMath.Exp2(x), PortableMath.Log(x)));

    [Fact]
    public void Overflow_begins_where_the_machine_s_does()
    {
        Assert.True(double.IsFinite(PortableMath.Exp(709.782712893383)) && double.IsPositiveInfinity(PortableMath.Exp(709.782712893385)));
        Assert.True(double.IsFinite(PortableMath.Exp2(Math.BitDecrement(1024))) && double.IsPositiveInfinity(PortableMath.Exp2(1024)));
    }

    private static void AssertClose(double expected, double actual, double x)
    {
        // Of doubles of one sign, units in the last place are steps of their bits.
        var steps = BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual);
        Assert.True(Math.Abs(steps) <= 2, $"at {x:R}: {actual:R} against {expected:R}");
    }
}
