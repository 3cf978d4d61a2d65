using Moderation.Core.Policies;
using Moderation.Core.PolicyReports;
using Xunit.Abstractions;

namespace Moderation.Tests.Properties.PolicyReports;

/// <summary>The loop around the bound: a policy gives orders by itself, reviewers look at them some time later, and once the budget is passed its orders wait for people.</summary>
public sealed class DemotionLoopTests(ITestOutputHelper output)
{
    private const double Budget = 0.05;
    private const double Confidence = 0.95;
    private const int Orders = 3_000;
    private const int ReviewLag = 25;

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.05)]
    [InlineData(0.10)]
    [InlineData(0.20)]
    [InlineData(0.60)]
    public void Share_of_wrongful_automatic_orders_stays_within_the_budget_and_the_margin_at_every_time(double share)
    {
        var limits = Limits();
        for (var run = 0; run < 300; run++)
        {
            var bound = new WrongfulBound(new WrongfulBudget(Budget, Confidence));
            Live(new Random(run), share, bound, reviewed =>
                Assert.True(bound.Wrongful <= limits[reviewed], $"run {run}: {bound.Wrongful} of {reviewed} reviewed orders were wrongful, at most {limits[reviewed]} can be"));
        }

        output.WriteLine($"budget {Budget:P0} and margin after 20 / 100 / 500 / 3000 reviewed orders: "
            + string.Join(" / ", new[] { 20, 100, 500, 3_000 }.Select(n => $"{(double)limits[n] / n:P1}")));
    }

    [Fact]
    public void A_fleet_with_bad_policies_in_it_keeps_the_budget_when_they_are_demoted_and_breaks_it_when_they_are_not()
    {
        long given = 0, wrongful = 0, givenWithout = 0, wrongfulWithout = 0, demotedHonest = 0, demotedBad = 0;
        for (var policy = 0; policy < 400; policy++)
        {
            var isBad = policy % 4 == 0;
            var share = isBad ? 4 * Budget : 0.6 * Budget;
            var bound = new WrongfulBound(new WrongfulBudget(Budget, Confidence));
            var counts = Live(new Random(policy), share, bound, _ => { });
            (given, wrongful) = (given + counts.Given, wrongful + counts.Wrongful);
            (givenWithout, wrongfulWithout) = (givenWithout + Orders, wrongfulWithout + counts.WouldHaveBeen);
            if (bound.IsPassed && isBad)
                demotedBad++;
            else if (bound.IsPassed)
                demotedHonest++;
        }

        output.WriteLine($"automatic orders: {given}, {(double)wrongful / given:P2} wrongful; without demotion {givenWithout}, {(double)wrongfulWithout / givenWithout:P2}; demoted: {demotedBad} of 100 bad, {demotedHonest} of 300 honest");
        Assert.Equal(100, demotedBad);
        Assert.InRange(demotedHonest, 0, 15);
        Assert.True((double)wrongful / given <= Budget, "with demotion the fleet keeps the budget");
        Assert.True((double)wrongfulWithout / givenWithout > 1.3 * Budget, "without it the fleet would not");
    }

    private static (int Given, int Wrongful, int WouldHaveBeen) Live(Random random, double share, WrongfulBound bound, Action<int> afterReview)
    {
        var waiting = new Queue<bool>();
        int given = 0, wrongful = 0, would = 0;
        for (var i = 0; i < Orders; i++)
        {
            var isWrongful = random.NextDouble() < share;
            would += isWrongful ? 1 : 0;
            if (bound.IsPassed)
                continue;
            given++;
            wrongful += isWrongful ? 1 : 0;
            waiting.Enqueue(isWrongful);
            if (waiting.Count <= ReviewLag)
                continue;
            bound.Add(waiting.Dequeue());
            afterReview((int)bound.Reviewed);
        }

        return (given, wrongful, would);
    }

    /// <summary>Most wrongful orders that can be among so many reviewed automatic ones: one more than leaves the half of the wealth that bets from the beginning under 1/α.</summary>
    private static int[] Limits()
    {
        var shares = WrongfulBound.Alternatives(Budget);
        var total = Enumerable.Range(1, shares.Count).Sum(place => 1.0 / (place * (place + 1)));
        var limits = new int[Orders + 1];
        var wrongful = 0;
        for (var n = 1; n <= Orders; n++)
        {
            while (wrongful < n && Wealth(wrongful, n - wrongful) < 1 / (1 - Confidence))
                wrongful++;
            limits[n] = wrongful;
        }

        return limits;

        double Wealth(int bad, int good) => 0.5 * shares.Select((share, i) =>
            Math.Exp(bad * Math.Log(share / Budget) + good * Math.Log((1 - share) / (1 - Budget))) / ((i + 1) * (i + 2)) / total).Sum();
    }
}
