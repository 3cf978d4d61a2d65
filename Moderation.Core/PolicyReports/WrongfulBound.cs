using Moderation.Core.Policies;

namespace Moderation.Core.PolicyReports;

/// <summary>What reviewed orders say about the share of wrongful ones, with a guarantee that holds however often and whenever one looks.</summary>
/// <remarks>
/// <see cref="EValue"/> is evidence against "the chance of the next order being wrongful, given all before it, is never over the budget". It is a mixture of bets
/// (<see cref="BettingMixture"/>): bet j is on a share p, at which the odds are 2^j times those of the budget q, and pays p/q for a wrongful outcome
/// and (1-p)/(1-q) for a right one. The mean payment is r·p/q + (1-r)·(1-p)/(1-q) where r is the true chance; that is linear in r, rises with it
/// because p is over q, and is 1 at r = q. So it is at most 1 for every r up to the budget, also where r changes from one order to the next,
/// and the chance that an honest policy is ever demoted is at most one minus the confidence (Ville 1939).
/// <para>
/// The bounds are the beta-binomial confidence sequence (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence
/// sequences", Annals of Statistics 49, 2021) with Jeffreys' prior: all shares at which the mixed likelihood is less than 1/α times the likelihood. All of them hold at once,
/// at all times, with the confidence, if the true share is constant; where it changes they speak of no moment in particular, and the e-value goes on to hold.
/// </para>
/// <para>Threads: one at a time.</para>
/// </remarks>
public sealed class WrongfulBound
{
    private const double Prior = 0.5;
    private const double HighestAlternative = 0.99;
    private const int MostAlternatives = 12;
    private const double LeastAlpha = 1e-9;

    private static readonly double LogBetaOfPrior = LogBeta(Prior, Prior);

    private readonly BettingMixture _wealth;
    private readonly double[] _whenWrongful;
    private readonly double[] _whenRight;
    private readonly double _alpha;

    /// <summary>Makes the bound of a policy version of which nothing has been reviewed.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a share or a confidence that is not between 0 and 1, or a confidence over 1 - 1e-9.</remarks>
    /// <param name="budget">How often its orders may be wrong.</param>
    public WrongfulBound(WrongfulBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (!(budget.AtMost is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(budget), budget.AtMost, "the share of wrongful orders must be between 0 and 1");
        if (!(budget.Confidence is > 0 and <= 1 - LeastAlpha))
            throw new ArgumentOutOfRangeException(nameof(budget), budget.Confidence, "the confidence must be between 0 and 1");
        Budget = budget;
        _alpha = 1 - budget.Confidence;
        var shares = Alternatives(budget.AtMost);
        _wealth = new BettingMixture(shares.Count);
        _whenWrongful = [.. shares.Select(share => share / budget.AtMost)];
        _whenRight = [.. shares.Select(share => (1 - share) / (1 - budget.AtMost))];
    }

    /// <summary>How often orders may be wrong.</summary>
    public WrongfulBudget Budget { get; }

    /// <summary>Reviewed outcomes so far.</summary>
    public long Reviewed { get; private set; }

    /// <summary>Those of them that were wrongful.</summary>
    public long Wrongful { get; private set; }

    /// <summary>Evidence against the budget being kept: 1 is none; the chance that it ever reaches x while the budget is kept is at most 1/x. Ends near 1e12.</summary>
    public double EValue => _wealth.Value;

    /// <summary>Whether <see cref="EValue"/> has reached one over (one minus the confidence) at any time so far: the policy's orders must wait for people.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>Lower end of the confidence sequence of the share of wrongful orders, 0..1.</summary>
    public double LowerBound => Wrongful == 0 ? 0 : Edge(0, (double)Wrongful / Reviewed);

    /// <summary>Upper end of the confidence sequence of the share of wrongful orders, 0..1.</summary>
    public double UpperBound => Wrongful == Reviewed ? 1 : Edge(1, (double)Wrongful / Reviewed);

    /// <summary>Takes the next reviewed outcome, in the order in which the orders were decided on by reviewers.</summary>
    /// <param name="wrongful">Whether the order was wrongful.</param>
    public void Add(bool wrongful)
    {
        Reviewed++;
        if (wrongful)
            Wrongful++;
        _wealth.Pay(wrongful ? _whenWrongful : _whenRight);
        IsPassed |= _wealth.Value >= 1 / _alpha;
    }

    /// <summary>The shares that are bet on: the odds of the budget doubled again and again.</summary>
    internal static IReadOnlyList<double> Alternatives(double budget)
    {
        var shares = new List<double>();
        for (var odds = 2 * budget / (1 - budget); shares.Count < MostAlternatives && odds / (1 + odds) <= HighestAlternative; odds *= 2)
            shares.Add(odds / (1 + odds));
        // A budget so high that its doubled odds are near certainty still needs something to bet on.
        return shares.Count > 0 ? shares : [(1 + budget) / 2];
    }

    // The set of shares that the sequence keeps is an interval around the observed share, because the log likelihood is concave: halving finds its ends.
    private double Edge(double outside, double inside) => Halving.Edge(outside, inside, Keeps, steps: 200);

    /// <summary>Whether the confidence sequence holds a share now.</summary>
    internal bool Keeps(double share)
    {
        var right = Reviewed - Wrongful;
        var logMixture = LogBeta(Prior + Wrongful, Prior + right) - LogBetaOfPrior;
        var logLikelihood = (Wrongful == 0 ? 0 : Wrongful * Math.Log(share)) + (right == 0 ? 0 : right * Math.Log(1 - share));
        return logMixture - logLikelihood < -Math.Log(_alpha);
    }

    private static double LogBeta(double a, double b) => LogGamma.Of(a) + LogGamma.Of(b) - LogGamma.Of(a + b);
}
