using CsCheck;
using Moderation.Core.Review;

namespace Moderation.Tests.Properties.Review;

public sealed class AgreementLawTests
{
    private static readonly Gen<long[,]> Tables = Gen.Int[2, 4].SelectMany(k => Gen.Long[0, 60].Array[k * k].Select(cells =>
    {
        var table = new long[k, k];
        for (var i = 0; i < cells.Length; i++)
            table[i / k, i % k] = cells[i];
        return table;
    }));

    [Fact]
    public void The_textbook_table_has_the_textbook_kappa()
    {
        var agreement = Agreement.Of(new long[,] { { 20, 5 }, { 10, 15 } });
        Assert.Equal((50L, 0.7), (agreement.Pairs, agreement.Observed!.Value));
        Assert.Equal(0.4, agreement.Kappa!.Value, 12);
    }

    [Fact]
    public void The_interval_is_what_the_delta_method_gives_when_it_is_worked_out_numerically() => Tables.Sample(table =>
    {
        var agreement = Agreement.Of(table);
        if (agreement.Kappa is not { } kappa)
            return true;
        var reach = 1.959963984540054 * Math.Sqrt(Math.Max(0, NumericVariance(table)));
        return Math.Abs(agreement.Low!.Value - Math.Max(-1, kappa - reach)) < 1e-4 && Math.Abs(agreement.High!.Value - Math.Min(1, kappa + reach)) < 1e-4;
    });

    [Fact]
    public void It_does_not_matter_who_is_called_the_first_nor_in_which_order_the_answers_stand() => Tables.Sample(table =>
    {
        var k = table.GetLength(0);
        var (turned, reordered) = (new long[k, k], new long[k, k]);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                (turned[j, i], reordered[(i + 1) % k, (j + 1) % k]) = (table[i, j], table[i, j]);
        }

        return Same(Agreement.Of(table), Agreement.Of(turned)) && Same(Agreement.Of(table), Agreement.Of(reordered));
    });

    [Fact]
    public void What_cannot_be_told_is_not_told()
    {
        Assert.Equal(new Agreement(0, null, null, null, null), Agreement.Of(new long[2, 2]));
        Assert.Null(Agreement.Of(new long[,] { { 30, 0 }, { 0, 0 } }).Kappa);
        Assert.Equal(1, Agreement.Of(new long[,] { { 30, 0 }, { 0, 5 } }).Kappa!.Value, 12);
        Assert.Throws<ArgumentException>(() => Agreement.Of(new long[2, 3]));
    }

    private static bool Same(Agreement one, Agreement other) => one.Pairs == other.Pairs && Near(one.Kappa, other.Kappa) && Near(one.Low, other.Low) && Near(one.High, other.High);

    private static bool Near(double? one, double? other) => one is null == other is null && (one is null || Math.Abs(one.Value - other!.Value) < 1e-9);

    private static double NumericVariance(long[,] table)
    {
        var p = table.Cast<long>().Select(count => count / (double)table.Cast<long>().Sum()).ToArray();
        var slopes = p.Select((_, cell) => (Kappa(Moved(p, cell, 1e-6)) - Kappa(Moved(p, cell, -1e-6))) / 2e-6).ToArray();
        var mean = p.Zip(slopes, (share, slope) => share * slope).Sum();
        return (p.Zip(slopes, (share, slope) => share * slope * slope).Sum() - mean * mean) / table.Cast<long>().Sum();
    }

    private static double[] Moved(double[] p, int cell, double by) => [.. p.Select((share, i) => i == cell ? share + by : share)];

    private static double Kappa(double[] p)
    {
        var k = (int)Math.Sqrt(p.Length);
        var observed = Enumerable.Range(0, k).Sum(i => p[i * k + i]);
        var chance = Enumerable.Range(0, k).Sum(i => Enumerable.Range(0, k).Sum(j => p[i * k + j]) * Enumerable.Range(0, k).Sum(j => p[j * k + i]));
        return (observed - chance) / (1 - chance);
    }
}
