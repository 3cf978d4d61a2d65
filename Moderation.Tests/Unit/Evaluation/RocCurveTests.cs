using CsCheck;
using Moderation.Core.Evidence;

namespace Moderation.Tests.Unit.Evaluation;

public sealed class RocCurveTests
{
    // few distinct values, so that ties are common
    private static readonly Gen<double[]> Scores = Gen.Int[0, 8].Select(i => (double)i).Array[1, 25];

    [Fact]
    public void Area_agrees_with_counting_every_pair() =>
        Gen.Select(Scores, Scores).Sample((positives, negatives) =>
        {
            var pairs = from p in positives from n in negatives select p > n ? 1 : p == n ? 0.5 : 0;
            Assert.Equal(pairs.Average(), RocCurve.Area(positives, negatives)!.Value, 10);
        });

    [Fact]
    public void Share_found_agrees_with_trying_every_threshold() =>
        Gen.Select(Scores, Scores, Gen.Double[0, 1]).Sample((positives, negatives, limit) =>
        {
            var thresholds = positives.Concat(negatives).Append(double.PositiveInfinity);
            var best = thresholds
                .Where(t => negatives.Count(n => n >= t) <= limit * negatives.Length + 1e-9)
                .Max(t => positives.Count(p => p >= t) / (double)positives.Length);
            Assert.Equal(best, RocCurve.TrueShareAt(positives, negatives, limit)!.Value, 10);
        });

    [Fact]
    public void Swapping_the_groups_mirrors_the_area() =>
        Gen.Select(Scores, Scores).Sample((a, b) => Assert.Equal(1, (RocCurve.Area(a, b) + RocCurve.Area(b, a))!.Value, 10));

    [Fact]
    public void An_empty_group_has_no_number()
    {
        Assert.Null(RocCurve.Area([], [1]));
        Assert.Null(RocCurve.Area([1], []));
        Assert.Null(RocCurve.TrueShareAt([], [1], 0.01));
        Assert.Null(RocCurve.TrueShareAt([1], [], 0.01));
    }
}
