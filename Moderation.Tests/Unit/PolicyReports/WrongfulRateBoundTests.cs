using Moderation.Core.PolicyReports;

namespace Moderation.Tests.Unit.PolicyReports;

public sealed class WrongfulRateBoundTests
{
    private const double OneInTenThousandHours = 1e-4;

    [Fact]
    public void Before_any_hour_nothing_is_known()
    {
        var bound = new WrongfulRateBound(OneInTenThousandHours, 0.95);
        Assert.Equal((0.0, double.PositiveInfinity), (bound.LowerBound, bound.UpperBound));
        Assert.Equal(1, bound.EValue, 15);
    }

    [Fact]
    public void Ten_thousand_quiet_hours_are_no_evidence_against_the_budget_and_do_not_prove_it_either()
    {
        var bound = new WrongfulRateBound(OneInTenThousandHours, 0.95);
        bound.Add(10_000, 0);
        Assert.True(bound.EValue < 1);
        Assert.Equal(0, bound.LowerBound);
        Assert.InRange(bound.UpperBound, OneInTenThousandHours, 6 * OneInTenThousandHours);
    }

    [Fact]
    public void Five_wrongful_orders_in_a_thousand_hours_pass_a_budget_of_one_in_ten_thousand()
    {
        var bound = new WrongfulRateBound(OneInTenThousandHours, 0.95);
        for (var i = 0; i < 5; i++)
            bound.Add(200, 1);
        Assert.True(bound.IsPassed);
        Assert.True(bound.LowerBound > OneInTenThousandHours);
    }

    [Theory]
    [InlineData(0, 25_000)]
    [InlineData(3, 12_000)]
    [InlineData(90, 400_000)]
    public void Bounds_are_the_ends_of_what_the_sequence_keeps(int wrongful, double hours)
    {
        var bound = new WrongfulRateBound(OneInTenThousandHours, 0.95);
        bound.Add(hours, wrongful);
        var (low, high) = (bound.LowerBound, bound.UpperBound);
        for (var i = 1; i < 2_000; i++)
            Assert.Equal(i * 1e-6 > low && i * 1e-6 < high, bound.Keeps(i * 1e-6));
    }

    [Fact]
    public void Time_and_orders_in_it_are_refused_when_they_make_no_sense()
    {
        var bound = new WrongfulRateBound(OneInTenThousandHours, 0.95);
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Add(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Add(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Add(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Add(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrongfulRateBound(0, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrongfulRateBound(1, 1));
    }
}
