using Moderation.Core.Policies;
using Moderation.Core.PolicyReports;

namespace Moderation.Tests.Unit.PolicyReports;

public sealed class WrongfulBoundTests
{
    private static readonly WrongfulBudget FivePercent = new(0.05, 0.95);

    [Fact]
    public void Before_any_review_nothing_is_known()
    {
        var bound = new WrongfulBound(FivePercent);
        Assert.Equal((0.0, 1.0), (bound.LowerBound, bound.UpperBound));
        Assert.Equal(1, bound.EValue, 15);
        Assert.False(bound.IsPassed);
    }

    [Fact]
    public void One_wrongful_order_demotes_no_policy_and_a_run_of_them_does()
    {
        var bound = Reviewed(FivePercent, [true]);
        Assert.False(bound.IsPassed);
        bound.Add(true);
        bound.Add(true);
        Assert.True(bound.IsPassed);
    }

    [Fact]
    public void A_budget_that_was_once_passed_stays_passed()
    {
        var bound = Reviewed(FivePercent, Enumerable.Repeat(true, 6));
        Add(bound, Enumerable.Repeat(false, 5_000));
        Assert.True(bound.IsPassed);
        Assert.True(bound.EValue < 1);
    }

    [Fact]
    public void Evidence_stays_finite_however_many_orders_are_wrongful()
    {
        var bound = Reviewed(FivePercent, Enumerable.Repeat(true, 100_000));
        Assert.InRange(bound.EValue, BettingMixture.Most, 1e15);
        Assert.InRange(bound.LowerBound, 0.9998, 1);
        Assert.Equal(1, bound.UpperBound);
    }

    [Fact]
    public void A_good_year_does_not_keep_a_policy_that_has_gone_bad_from_being_demoted()
    {
        var bound = Reviewed(FivePercent, Enumerable.Range(0, 50_000).Select(i => i % 50 == 0));
        Assert.False(bound.IsPassed);
        var orders = 0;
        for (; !bound.IsPassed; orders++)
            bound.Add(orders % 4 == 0);
        // Had all wealth been bet from the beginning, the good year would have taken about e^-600 of it, and thousands of orders would be needed.
        Assert.InRange(orders, 20, 130);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 40)]
    [InlineData(1, 0)]
    [InlineData(3, 57)]
    [InlineData(40, 0)]
    [InlineData(700, 9_300)]
    public void Bounds_are_the_ends_of_what_the_sequence_keeps(int wrongful, int right)
    {
        var bound = Reviewed(FivePercent, [.. Enumerable.Repeat(true, wrongful), .. Enumerable.Repeat(false, right)]);
        var (low, high) = (bound.LowerBound, bound.UpperBound);
        for (var i = 1; i < 2_000; i++)
            Assert.Equal(i / 2_000.0 > low && i / 2_000.0 < high, bound.Keeps(i / 2_000.0));
        Assert.True(low <= (wrongful + 0.0) / Math.Max(1, wrongful + right));
    }

    // Reference: the beta-binomial sequence solved with CPython's math.lgamma and 200 halvings.
    [Theory]
    [InlineData(0, 20, 0.0, 0.22400611201278275)]
    [InlineData(3, 57, 0.0034618402223748302, 0.19368428360865195)]
    [InlineData(40, 0, 0.8733738781987913, 1.0)]
    [InlineData(70, 930, 0.044297212385398375, 0.10331466202765666)]
    [InlineData(700, 9300, 0.060352622487950106, 0.08054424814557135)]
    public void Bounds_agree_with_a_reference(int wrongful, int right, double low, double high)
    {
        var bound = Reviewed(FivePercent, [.. Enumerable.Repeat(true, wrongful), .. Enumerable.Repeat(false, right)]);
        Assert.Equal(low, bound.LowerBound, 1e-12);
        Assert.Equal(high, bound.UpperBound, 1e-12);
    }

    [Theory]
    [InlineData(0.0, 0.95)]
    [InlineData(1.0, 0.95)]
    [InlineData(-0.1, 0.95)]
    [InlineData(double.NaN, 0.95)]
    [InlineData(0.05, 0.0)]
    [InlineData(0.05, 1.0)]
    [InlineData(0.05, double.NaN)]
    public void A_budget_that_bounds_nothing_is_refused(double atMost, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrongfulBound(new WrongfulBudget(atMost, confidence)));

    internal static WrongfulBound Reviewed(WrongfulBudget budget, IEnumerable<bool> outcomes)
    {
        var bound = new WrongfulBound(budget);
        Add(bound, outcomes);
        return bound;
    }

    private static void Add(WrongfulBound bound, IEnumerable<bool> outcomes)
    {
        foreach (var outcome in outcomes)
            bound.Add(outcome);
    }
}
