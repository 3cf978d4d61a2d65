using CsCheck;
using Moderation.Cli.Evaluation;
using Moderation.Core.Evidence;

namespace Moderation.Tests.Unit.Evaluation;

public sealed class RankingMeasureTests
{
    // few distinct values, so that ties are common
    private static readonly Gen<double[]> Scores = Gen.Int[0, 16].Select(i => i / 16.0).Array[1, 25];

    [Fact]
    public void Average_precision_agrees_with_cutting_the_list_at_every_score() =>
        Gen.Select(Scores, Scores).Sample((positives, negatives) =>
        {
            var (sum, lastRecall) = (0.0, 0.0);
            foreach (var cut in positives.Concat(negatives).Distinct().OrderDescending())
            {
                var (hits, misses) = (positives.Count(s => s >= cut), negatives.Count(s => s >= cut));
                var recall = (double)hits / positives.Length;
                sum += (recall - lastRecall) * hits / (hits + misses);
                lastRecall = recall;
            }

            Assert.Equal(sum, PrecisionRecall.Average(positives, negatives)!.Value, 10);
        });

    [Fact]
    public void Average_precision_of_a_list_worked_out_by_hand()
    {
        // found at ranks 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3
        Assert.Equal((1 + 2 / 3.0 + 3 / 4.0) / 3, PrecisionRecall.Average([0.9, 0.7, 0.6], [0.8, 0.1])!.Value, 12);
        Assert.Equal(0.4, PrecisionRecall.Average([0.5, 0.5], [0.5, 0.5, 0.5])!.Value, 12);
        Assert.Null(PrecisionRecall.Average([], [0.5]));
        Assert.Equal(2 * 0.5 * 0.25 / 0.75, PrecisionRecall.F1(1, 1, 4)!.Value, 12);
        Assert.Null(PrecisionRecall.F1(0, 3, 0));
    }

    [Fact]
    public void Calibration_error_agrees_with_the_one_of_beliefs() =>
        Gen.Select(Scores, Scores).Sample((positives, negatives) =>
        {
            var twin = BeliefScores.Of([.. positives.Select(s => new LabelledBelief(s, true)), .. negatives.Select(s => new LabelledBelief(s, false))]);
            Assert.Equal(twin.CalibrationError, CalibrationError.Expected(positives, negatives)!.Value, 10);
        });

    [Fact]
    public void An_interval_is_as_wide_as_the_known_error_of_an_area()
    {
        var random = new Random(7);
        double[] negatives = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble())];
        double[] positives = [.. Enumerable.Range(0, 300).Select(_ => Math.Sqrt(random.NextDouble()))];
        var area = RocCurve.Area(positives, negatives)!.Value;

        // Hanley and McNeil 1982; the distributions above are ones for which it is nearly exact
        var (q1, q2) = (area / (2 - area), 2 * area * area / (1 + area));
        var error = Math.Sqrt((area * (1 - area) + 299 * (q1 - area * area) + 599 * (q2 - area * area)) / (300 * 600));
        var interval = AucInterval.Of(positives, negatives, 2000, 1)!.Value;
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 * error), 0.85, 1.15);
        Assert.InRange(area, interval.Low, interval.High);
        Assert.Equal(interval, AucInterval.Of(positives, negatives, 2000, 1));
        Assert.NotEqual(interval, AucInterval.Of(positives, negatives, 2000, 2));
    }

    [Fact]
    public void An_interval_has_no_width_where_the_groups_lie_apart_and_is_not_there_without_both()
    {
        Assert.Equal(new AucInterval(1, 1), AucInterval.Of([0.8, 0.9], [0.1, 0.2], 200, 1));
        Assert.Equal(new AucInterval(0.5, 0.5), AucInterval.Of([0.5, 0.5], [0.5], 200, 1));
        Assert.Null(AucInterval.Of([], [0.5], 200, 1));
        Assert.Null(AucInterval.Of([0.8], [0.5], 0, 1));
    }
}
