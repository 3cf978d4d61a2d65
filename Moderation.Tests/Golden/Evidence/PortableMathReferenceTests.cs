using Moderation.Core.Evidence;

namespace Moderation.Tests.Golden.Evidence;

public sealed class PortableMathReferenceTests
{
    // Computed by mpmath with 300 bits and rounded once.
    [Theory]
    [InlineData(-745.0, 5e-324)]
    [InlineData(-700.5, 5.980196118639791e-305)]
    [InlineData(-100.25, 2.897198083210148e-44)]
    [InlineData(-36.04365338911715, 2.2204460492503185e-16)]
    [InlineData(-10.0, 4.5399929762484854e-05)]
    [InlineData(-1.0, 0.36787944117144233)]
    [InlineData(-0.3465735902799726, 0.7071067811865476)]
    [InlineData(-0.1, 0.9048374180359595)]
    [InlineData(-0.001, 0.999000499833375)]
    [InlineData(-1e-09, 0.999999999)]
    [InlineData(1e-300, 1.0)]
    [InlineData(0.1, 1.1051709180756477)]
    [InlineData(0.5, 1.6487212707001282)]
    [InlineData(1.0, 2.718281828459045)]
    [InlineData(2.5, 12.182493960703473)]
    [InlineData(20.0, 485165195.4097903)]
    [InlineData(88.72283905206835, 3.4028234663852844e+38)]
    [InlineData(300.3, 2.6220013776845454e+130)]
    [InlineData(709.5, 1.3549863193146328e+308)]
    public void Exponential_is_within_one_unit_in_the_last_place_of_the_stored_reference(double x, double expected) => AssertClose(expected, PortableMath.Exp(x));

    [Theory]
    [InlineData(-1074.0, 5e-324)]
    [InlineData(-1022.5, 1.5733648139913585e-308)]
    [InlineData(-500.1, 2.850356414190567e-151)]
    [InlineData(-50.0, 8.881784197001252e-16)]
    [InlineData(-0.08333333333333333, 0.9438743126816935)]
    [InlineData(-0.0033333333333333335, 0.9976921765270234)]
    [InlineData(-0.5, 0.7071067811865476)]
    [InlineData(-0.1, 0.9330329915368074)]
    [InlineData(0.25, 1.189207115002721)]
    [InlineData(0.5, 1.4142135623730951)]
    [InlineData(1.75, 3.363585661014858)]
    [InlineData(52.3, 5544581521179422.0)]
    [InlineData(1000.9, 1.9995057624408503e+301)]
    public void Power_of_2_is_within_one_unit_in_the_last_place_of_the_stored_reference(double x, double expected) => AssertClose(expected, PortableMath.Exp2(x));

    [Theory]
    [InlineData(5e-324, -744.4400719213812)]
    [InlineData(1e-300, -690.7755278982137)]
    [InlineData(1e-10, -23.025850929940457)]
    [InlineData(0.05, -2.995732273553991)]
    [InlineData(0.0625, -2.772588722239781)]
    [InlineData(0.5, -0.6931471805599453)]
    [InlineData(0.7071067811865476, -0.3465735902799726)]
    [InlineData(0.9, -0.10536051565782628)]
    [InlineData(0.999999, -1.000000500029089e-06)]
    [InlineData(1.0000001, 9.999999505838704e-08)]
    [InlineData(1.5, 0.4054651081081644)]
    [InlineData(2.0, 0.6931471805599453)]
    [InlineData(2.718281828459045, 1.0)]
    [InlineData(10.0, 2.302585092994046)]
    [InlineData(12345.678, 9.421061321291832)]
    [InlineData(1e300, 690.7755278982137)]
    [InlineData(1.7976931348623157e308, 709.782712893384)]
    public void Logarithm_is_within_one_unit_in_the_last_place_of_the_stored_reference(double x, double expected) => AssertClose(expected, PortableMath.Log(x));

    // The same operations done by another runtime (CPython) on the same numbers gave these; one differing bit in 20,000 results changes them.
    [Fact]
    public void Results_have_the_bits_that_another_runtime_gives()
    {
        Assert.Equal(2768146978185205993UL, Fingerprint(i => PortableMath.Exp(-740 + i * 0.0725)));
        Assert.Equal(9097649275993979398UL, Fingerprint(i => PortableMath.Exp2(-1060 + i * 0.104)));
        Assert.Equal(18304188947149913860UL, Fingerprint(i => PortableMath.Log((i + 1) * 0.000137 * (i + 1))));
    }

    private static ulong Fingerprint(Func<int, double> result)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < 20_000; i++)
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(result(i))) * 1099511628211UL;
        return hash;
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.True(actual == expected || actual == Math.BitIncrement(expected) || actual == Math.BitDecrement(expected), $"{actual:R} against {expected:R}");
}
