namespace Moderation.Core.PolicyReports;

/// <summary>What reviewed orders say about how many wrongful ones come in an hour of live, with a guarantee that holds however often and whenever one looks.</summary>
/// <remarks>
/// For budgets such as "at most one wrongful order in 10,000 live hours". The hours must be those whose orders were all reviewed; where a drawn share of orders is
/// reviewed, they are that share of the hours.
/// <para>
/// <see cref="EValue"/> is evidence against "wrongful orders come at no more than the budget λ an hour, whatever has been before". Bet j is on a rate of 2^j λ: for h hours with k wrongful orders
/// it pays 2^(jk)·exp(-(2^j-1)λh), the likelihood ratio of two Poisson processes. Its mean is exp((2^j-1)(r-λ)h) where r is the true rate: at most 1 for every rate up to the budget.
/// So the wealth is a supermartingale, and the chance that an honest policy is ever demoted is at most one minus the confidence (Ville 1939).
/// </para>
/// <para>
/// The bounds are the gamma-Poisson confidence sequence (Robbins 1970; Howard and others 2021) with a gamma prior of shape 1/2 whose mean is the budget; they hold at all times at once if the true rate is constant.
/// </para>
/// <para>Threads: one at a time.</para>
/// </remarks>
public sealed class WrongfulRateBound
{
    private const double Shape = 0.5;
    private const int Alternatives = 10;
    private const double LeastAlpha = 1e-9;

    private readonly BettingMixture _wealth = new(Alternatives);
    private readonly double[] _factors = new double[Alternatives];
    private readonly double _alpha;

    /// <summary>Makes the bound of a policy version that nothing is known of.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a rate that is not above 0, or a confidence that is not between 0 and 1 - 1e-9.</remarks>
    /// <param name="atMostPerHour">Most wrongful orders in an hour of live.</param>
    /// <param name="confidence">How sure it must be that the rate is passed, 0..1.</param>
    public WrongfulRateBound(double atMostPerHour, double confidence)
    {
        if (!(atMostPerHour > 0 && double.IsFinite(atMostPerHour)))
            throw new ArgumentOutOfRangeException(nameof(atMostPerHour), atMostPerHour, "the rate must be above 0");
        if (!(confidence is > 0 and <= 1 - LeastAlpha))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "the confidence must be between 0 and 1");
        AtMostPerHour = atMostPerHour;
        _alpha = 1 - confidence;
    }

    /// <summary>Most wrongful orders in an hour of live.</summary>
    public double AtMostPerHour { get; }

    /// <summary>Hours of live whose orders were reviewed.</summary>
    public double Hours { get; private set; }

    /// <summary>Wrongful orders in them.</summary>
    public long Wrongful { get; private set; }

    /// <summary>Evidence against the budget being kept: 1 is none; the chance that it ever reaches x while the budget is kept is at most 1/x. Ends near 1e12.</summary>
    public double EValue => _wealth.Value;

    /// <summary>Whether <see cref="EValue"/> has reached one over (one minus the confidence) at any time so far: the policy's orders must wait for people.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>Lower end of the confidence sequence, wrongful orders an hour.</summary>
    public double LowerBound => Wrongful == 0 ? 0 : Edge(0, Wrongful / Hours);

    /// <summary>Upper end of the confidence sequence, wrongful orders an hour; infinite before any hour.</summary>
    public double UpperBound
    {
        get
        {
            if (Hours <= 0)
                return double.PositiveInfinity;
            var outside = Math.Max(AtMostPerHour, (Wrongful + 1) / Hours);
            while (Keeps(outside))
                outside *= 2;
            return Edge(outside, Wrongful / Hours);
        }
    }

    /// <summary>Takes what was reviewed next. How much is taken at a time must not depend on what is in it, except that it may end with an order.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for hours or a count under 0, or a count without any hours before it.</remarks>
    /// <param name="hours">Hours of live.</param>
    /// <param name="wrongful">Wrongful orders in them.</param>
    public void Add(double hours, int wrongful)
    {
        if (!(hours >= 0 && double.IsFinite(hours)))
            throw new ArgumentOutOfRangeException(nameof(hours), hours, "hours must not be under 0");
        ArgumentOutOfRangeException.ThrowIfNegative(wrongful);
        if (wrongful > 0 && Hours + hours <= 0)
            throw new ArgumentOutOfRangeException(nameof(wrongful), wrongful, "there can be no order without time");
        Hours += hours;
        Wrongful += wrongful;
        double ratio = 1;
        for (var j = 0; j < Alternatives; j++)
        {
            ratio *= 2;
            _factors[j] = AtMostExp((ratio - 1) * AtMostPerHour * hours);
            for (var k = 0; k < wrongful && _factors[j] < BettingMixture.Most; k++)
                _factors[j] *= ratio;
        }

        _wealth.Pay(_factors);
        IsPassed |= _wealth.Value >= 1 / _alpha;
    }

    // (1 - x/n)^n is never over exp(-x), which keeps the guarantee, is under it by x²/2n of it, and needs no library function that differs between machines.
    private static double AtMostExp(double x)
    {
        const int Halvings = 20;
        var result = Math.Max(0, 1 - x / (1 << Halvings));
        for (var i = 0; i < Halvings; i++)
            result *= result;
        return result;
    }

    private double Edge(double outside, double inside) => Halving.Edge(outside, inside, Keeps, steps: 2000);

    /// <summary>Whether the confidence sequence holds a rate now.</summary>
    internal bool Keeps(double rate)
    {
        var priorHours = Shape / AtMostPerHour;
        var logMixture = Shape * Math.Log(priorHours) - LogGamma.Of(Shape)
            + LogGamma.Of(Shape + Wrongful) - (Shape + Wrongful) * Math.Log(priorHours + Hours);
        var logLikelihood = (Wrongful == 0 ? 0 : Wrongful * Math.Log(rate)) - rate * Hours;
        return logMixture - logLikelihood < -Math.Log(_alpha);
    }
}
