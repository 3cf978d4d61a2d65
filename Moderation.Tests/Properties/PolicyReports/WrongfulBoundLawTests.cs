using CsCheck;
using Moderation.Core.Policies;
using Moderation.Core.PolicyReports;

namespace Moderation.Tests.Properties.PolicyReports;

public sealed class WrongfulBoundLawTests
{
    private static readonly Gen<WrongfulBudget> Budgets = Gen.Select(Gen.Double[0.001, 0.6], Gen.Double[0.5, 0.999]).Select((share, confidence) => new WrongfulBudget(share, confidence));

    [Fact]
    public void Evidence_is_the_sum_over_all_bets_and_all_moments_to_begin_at() =>
        Gen.Select(Budgets, Gen.Bool.Array[0, 40]).Sample((budget, outcomes) =>
        {
            var bound = new WrongfulBound(budget);
            for (var count = 1; count <= outcomes.Length; count++)
            {
                bound.Add(outcomes[count - 1]);
                var expected = Naive(budget.AtMost, outcomes[..count]);
                if (Math.Abs(bound.EValue - expected) > 1e-11 * expected)
                    return false;
                // From here on nothing is bet any more, so the sum over all bets would fall again where the evidence stays.
                if (bound.EValue >= BettingMixture.Most)
                    return StaysAt(bound.EValue, bound, outcomes[count..]);
            }

            return true;
        });

    [Fact]
    public void Evidence_that_has_reached_its_end_stays_there()
    {
        // Ten wrongful orders in a row against a budget of 1.8 % pass the end; what is right afterwards had once been bet away again by the sum it is compared with.
        var bound = new WrongfulBound(new WrongfulBudget(1.0 / 56, 0.77));
        for (var i = 0; i < 10; i++)
            bound.Add(true);
        Assert.True(bound.EValue >= BettingMixture.Most);
        Assert.True(StaysAt(bound.EValue, bound, new bool[50]));
    }

    [Fact]
    public void No_adversary_who_keeps_the_budget_can_raise_the_mean_of_the_evidence_over_one() =>
        Gen.Select(Budgets, Gen.Double[0, 1].Array[64]).Sample((budget, moods) =>
        {
            // Every sequence of ten outcomes, weighted by what an adversary makes likely who sees all before; he may keep to the budget exactly.
            var mean = Mean(budget, [], past => budget.AtMost * moods[Place(past)]);
            var atTheBudget = Mean(budget, [], _ => budget.AtMost);
            return mean <= 1 + 1e-12 && Math.Abs(atTheBudget - 1) < 1e-10;
        }, iter: 30);

    [Fact]
    public void A_wrongful_order_raises_the_evidence_and_a_right_one_lowers_it() =>
        Gen.Select(Budgets, Gen.Bool.Array[0, 60]).Sample((budget, outcomes) =>
        {
            var bound = new WrongfulBound(budget);
            foreach (var outcome in outcomes)
            {
                var before = bound.EValue;
                bound.Add(outcome);
                if (before < BettingMixture.Most && bound.EValue > before != outcome)
                    return false;
            }

            return true;
        });

    [Fact]
    public void Same_outcomes_give_the_same_bits() =>
        Gen.Select(Budgets, Gen.Bool.Array[0, 200]).Sample((budget, outcomes) =>
        {
            var (first, second) = (new WrongfulBound(budget), new WrongfulBound(budget));
            foreach (var outcome in outcomes)
                first.Add(outcome);
            foreach (var outcome in outcomes)
                second.Add(outcome);
            return BitConverter.DoubleToInt64Bits(first.EValue) == BitConverter.DoubleToInt64Bits(second.EValue)
                && first.LowerBound.Equals(second.LowerBound) && first.UpperBound.Equals(second.UpperBound);
        });

    [Fact]
    public void The_bound_on_rates_agrees_with_the_likelihood_ratios_it_is_made_of() =>
        Gen.Select(Gen.Double[1e-5, 2], Gen.Select(Gen.Double[0.01, 3], Gen.Int[0, 2]).Array[1, 25]).Sample((budget, parts) =>
        {
            var bound = new WrongfulRateBound(budget, 0.95);
            for (var count = 1; count <= parts.Length; count++)
            {
                bound.Add(parts[count - 1].Item1, parts[count - 1].Item2);
                if (bound.EValue >= BettingMixture.Most)
                    return true;
                var expected = NaiveRate(budget, parts[..count]);
                if (bound.EValue > expected * (1 + 1e-8) || bound.EValue < expected * (1 - 1e-2))
                    return false;
            }

            return true;
        });

    private static bool StaysAt(double evidence, WrongfulBound bound, bool[] outcomes)
    {
        foreach (var outcome in outcomes)
            bound.Add(outcome);
        return bound.EValue.Equals(evidence);
    }

    // Wealth that enters the bets before outcome k (from 1) is ½·99/((98 + k)(99 + k)); what is still cash after n outcomes is ½·99/(99 + n).
    private static double Naive(double budget, bool[] outcomes)
    {
        var shares = WrongfulBound.Alternatives(budget);
        return Sum(shares.Count, outcomes.Length, (bet, from) =>
        {
            double product = 1;
            foreach (var outcome in outcomes.Skip(from))
                product *= outcome ? shares[bet] / budget : (1 - shares[bet]) / (1 - budget);
            return product;
        });
    }

    private static double NaiveRate(double budget, (double Hours, int Wrongful)[] parts) => Sum(10, parts.Length, (bet, from) =>
    {
        var ratio = Math.Pow(2, bet + 1);
        var (hours, wrongful) = (parts.Skip(from).Sum(part => part.Hours), parts.Skip(from).Sum(part => part.Wrongful));
        return Math.Exp(wrongful * Math.Log(ratio) - (ratio - 1) * budget * hours);
    });

    private static double Sum(int bets, int outcomes, Func<int, int, double> product)
    {
        var total = Enumerable.Range(1, bets).Sum(place => 1.0 / (place * (place + 1)));
        var value = 0.5 * 99 / (99 + outcomes);
        for (var bet = 0; bet < bets; bet++)
        {
            var weight = 1.0 / ((bet + 1) * (bet + 2)) / total;
            value += 0.5 * weight * product(bet, 0);
            for (var k = 1; k <= outcomes; k++)
                value += weight * 0.5 * 99 / ((98.0 + k) * (99.0 + k)) * product(bet, k - 1);
        }

        return value;
    }

    private static double Mean(WrongfulBudget budget, bool[] past, Func<bool[], double> chance)
    {
        if (past.Length == 10)
        {
            var bound = new WrongfulBound(budget);
            foreach (var outcome in past)
                bound.Add(outcome);
            return bound.EValue;
        }

        var wrongful = chance(past);
        return (wrongful > 0 ? wrongful * Mean(budget, [.. past, true], chance) : 0) + (1 - wrongful) * Mean(budget, [.. past, false], chance);
    }

    private static int Place(bool[] past) => past.Aggregate(past.Length, (place, outcome) => (place * 31 + (outcome ? 7 : 1)) % 64);
}
