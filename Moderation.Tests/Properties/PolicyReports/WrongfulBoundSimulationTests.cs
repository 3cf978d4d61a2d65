using Moderation.Core.Policies;
using Moderation.Core.PolicyReports;
using Xunit.Abstractions;

namespace Moderation.Tests.Properties.PolicyReports;

/// <summary>What the bound promises, on simulated policies whose true share of wrongful orders is known.</summary>
public sealed class WrongfulBoundSimulationTests(ITestOutputHelper output)
{
    private const int Runs = 2_000;
    private const int Outcomes = 2_000;
    private const double Alpha = 0.05;

    // Three standard errors of a share of α in so many runs: a bound that keeps its promise fails here once in a thousand seeds, and the seeds are fixed.
    private static readonly double Margin = 3 * Math.Sqrt(Alpha * (1 - Alpha) / Runs);

    [Theory]
    [InlineData(0.05, 1.0)]
    [InlineData(0.05, 0.5)]
    [InlineData(0.01, 1.0)]
    [InlineData(0.20, 1.0)]
    public void A_policy_that_keeps_its_budget_is_hardly_ever_demoted_however_long_one_waits(double budget, double factor)
    {
        var demoted = DemotedAfter(budget, (_, _) => budget * factor).Count(after => after > 0);
        output.WriteLine($"budget {budget}, true share {budget * factor}: {demoted} of {Runs} ever demoted");
        Assert.InRange((double)demoted / Runs, 0, Alpha + Margin);
    }

    [Fact]
    public void An_adversary_who_makes_orders_wrongful_when_it_pays_most_cannot_get_an_honest_policy_demoted_more_often()
    {
        // He spends his whole budget while the evidence is high and saves it while it is low.
        var demoted = DemotedAfter(0.05, (bound, _) => bound.EValue > 1 ? 0.05 : 0.02).Count(after => after > 0);
        Assert.InRange((double)demoted / Runs, 0, Alpha + Margin);
    }

    [Theory]
    [InlineData(0.05, 2, 300)]
    [InlineData(0.05, 4, 45)]
    [InlineData(0.01, 4, 250)]
    [InlineData(0.20, 2, 70)]
    public void A_policy_that_passes_its_budget_is_demoted_soon(double budget, int factor, int mostInTheMedian)
    {
        int[] demoted = [.. DemotedAfter(budget, (_, _) => budget * factor).Where(after => after > 0).Order()];
        output.WriteLine($"budget {budget}, {factor} times as much: {demoted.Length} of {Runs} demoted, half of them within {demoted[demoted.Length / 2]} outcomes, 90 % within {demoted[demoted.Length * 9 / 10]}");
        Assert.InRange(demoted.Length, 0.99 * Runs, Runs);
        Assert.InRange(demoted[demoted.Length / 2], 1, mostInTheMedian);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    public void The_true_share_lies_between_the_bounds_at_all_times_at_once(double share)
    {
        var missed = 0;
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            var bound = new WrongfulBound(new WrongfulBudget(0.05, 1 - Alpha));
            for (var i = 0; i < Outcomes; i++)
            {
                bound.Add(random.NextDouble() < share);
                if (!bound.Keeps(share))
                {
                    missed++;
                    break;
                }
            }
        }

        output.WriteLine($"true share {share}: outside the bounds at any time in {missed} of {Runs} runs");
        Assert.InRange((double)missed / Runs, 0, Alpha + Margin);
    }

    [Fact]
    public void A_naive_interval_that_is_looked_at_all_the_time_breaks_its_promise()
    {
        // The reason for all of this: a 95 % test after each outcome, as if it were the only one.
        var demoted = 0;
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            var wrongful = 0;
            for (var i = 1; i <= Outcomes; i++)
            {
                wrongful += random.NextDouble() < 0.05 ? 1 : 0;
                if (i >= 30 && wrongful > 0.05 * i + 1.645 * Math.Sqrt(i * 0.05 * 0.95))
                {
                    demoted++;
                    break;
                }
            }
        }

        output.WriteLine($"fixed-time test looked at all the time: {demoted} of {Runs} honest policies demoted");
        Assert.True(demoted > 0.3 * Runs);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(4.0)]
    public void A_policy_within_its_rate_of_wrongful_orders_per_hour_is_kept_and_one_over_it_demoted(double factor)
    {
        const double budget = 1e-4;
        var demoted = 0;
        var orders = new List<long>();
        for (var run = 0; run < 500; run++)
        {
            var random = new Random(run);
            var bound = new WrongfulRateBound(budget, 1 - Alpha);
            while (bound.Hours < 1_000_000 && !bound.IsPassed)
                bound.Add(-Math.Log(1 - random.NextDouble()) / (budget * factor), 1);
            demoted += bound.IsPassed ? 1 : 0;
            orders.Add(bound.Wrongful);
        }

        orders.Sort();
        output.WriteLine($"{factor} times one wrongful order in 10,000 h: {demoted} of 500 demoted in a million hours, median wrongful orders {orders[250]}");
        if (factor <= 1)
            Assert.InRange(demoted / 500.0, 0, Alpha + 3 * Math.Sqrt(Alpha * (1 - Alpha) / 500));
        else
            Assert.InRange(demoted, 495, 500);
    }

    private static IEnumerable<int> DemotedAfter(double budget, Func<WrongfulBound, int, double> share)
    {
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            var bound = new WrongfulBound(new WrongfulBudget(budget, 1 - Alpha));
            var after = 0;
            for (var i = 0; i < Outcomes && after == 0; i++)
            {
                bound.Add(random.NextDouble() < share(bound, i));
                after = bound.IsPassed ? i + 1 : 0;
            }

            yield return after;
        }
    }
}
