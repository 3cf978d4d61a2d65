namespace Moderation.Core.Evidence;

/// <summary>Exponentials and logarithms out of additions, multiplications, divisions and bits alone, so that they give the same bits everywhere.</summary>
/// <remarks>
/// The four operations are rounded as IEEE 754 says on every machine and the runtime never fuses them, while the functions of <see cref="Math"/> come from the
/// machine's C library and differ in the last bit. Decisions compare what grows out of such numbers with thresholds, so that bit can decide.
/// Error: under one unit in the last place, measured against 60-digit arithmetic. Threads: stateless. Allocation: none.
/// </remarks>
public static class PortableMath
{
    /// <summary>The natural logarithm of 2.</summary>
    public const double Ln2 = 0.6931471805599453;

    // Ln2 in two parts: the higher one ends in 21 zero bits, so that its product with any exponent is exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double Log2E = 1.4426950408889634;
    private const double Sqrt2 = 1.4142135623730951;

    // Added and taken away again, it leaves the nearest whole number: doubles of this size have no place for less.
    private const double Rounder = 1.5 * (1L << 52);
    private const double SmallestNormal = 2.2250738585072014E-308;
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;

    /// <summary>e to the power of a number.</summary>
    /// <param name="x">The power; above 709.8 the result is infinite, under -745.2 it is 0.</param>
    public static double Exp(double x)
    {
        if (!(x is > -746 and < 710))
            return x >= 710 ? double.PositiveInfinity : x <= -746 ? 0 : double.NaN;
        var whole = x * Log2E + Rounder - Rounder;
        return Scale(ExpOfSmall(x - whole * Ln2High, whole * Ln2Low), (int)whole);
    }

    /// <summary>2 to the power of a number; exact for whole numbers.</summary>
    /// <param name="x">The power; from 1024 on the result is infinite, under -1075 it is 0.</param>
    public static double Exp2(double x)
    {
        if (!(x is > -1076 and < 1025))
            return x >= 1025 ? double.PositiveInfinity : x <= -1076 ? 0 : double.NaN;
        var whole = x + Rounder - Rounder;
        return Scale(ExpOfSmall((x - whole) * Ln2, 0), (int)whole);
    }

    /// <summary>The natural logarithm of a number.</summary>
    /// <param name="x">The number; of 0 it is minus infinity, under 0 it is not a number.</param>
    public static double Log(double x)
    {
        if (!(x is > 0 and < double.PositiveInfinity))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var exponent = 0;
        if (x < SmallestNormal)
            (x, exponent) = (x * (1L << 54), -54);
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> MantissaBits) - ExponentBias;
        var mantissa = BitConverter.Int64BitsToDouble(bits & ((1L << MantissaBits) - 1) | (long)ExponentBias << MantissaBits);
        if (mantissa > Sqrt2)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);

        // ln(1 + f) = 2 artanh(s) with s = f / (2 + f), and 2 s = f - s f. Written so, the largest term, f, is exact, and only small ones are rounded.
        var f = mantissa - 1;
        var s = f / (2 + f);
        var z = s * s;
        var rest = z * (2.0 / 3 + z * (2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9 + z * (2.0 / 11
            + z * (2.0 / 13 + z * (2.0 / 15 + z * (2.0 / 17 + z * (2.0 / 19 + z * (2.0 / 21))))))))));
        var half = f * f / 2;
        return exponent * Ln2High - (half - (s * (half + rest) + exponent * Ln2Low) - f);
    }

    // e to the power of high - low, which lies within half of ln 2 around 0: the series up to the 13th power, whose 14th term is 4e-18.
    private static double ExpOfSmall(double high, double low)
    {
        var t = high - low;
        var lost = high - t - low;
        var square = t * t;
        // Even and odd powers apart, so that the two chains run side by side.
        var even = 1.0 / 2 + square * (1.0 / 24 + square * (1.0 / 720 + square * (1.0 / 40_320 + square * (1.0 / 3_628_800 + square * (1.0 / 479_001_600)))));
        var odd = 1.0 / 6 + square * (1.0 / 120 + square * (1.0 / 5_040 + square * (1.0 / 362_880 + square * (1.0 / 39_916_800 + square * (1.0 / 6_227_020_800)))));
        return 1 + (t + (square * (even + t * odd) + lost));
    }

    // Times 2 to the power of an exponent between -1077 and 1025. Below normal numbers in two steps, so that it is rounded once.
    private static double Scale(double value, int exponent) => exponent switch
    {
        > ExponentBias => value * PowerOf2(ExponentBias) * PowerOf2(exponent - ExponentBias),
        < 2 - ExponentBias => value * PowerOf2(exponent + 200) * PowerOf2(-200),
        _ => value * PowerOf2(exponent),
    };

    private static double PowerOf2(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << MantissaBits);
}
