namespace Moderation.Core.PolicyReports;

/// <summary>The wealth of somebody who bets against a hypothesis, spread over several bets and over all moments at which betting may begin.</summary>
/// <remarks>
/// Wealth begins at 1. Each bet multiplies its own part by a factor whose mean is at most 1 if the hypothesis holds, so the sum is a nonnegative
/// supermartingale under it, and by Ville's inequality (Ville 1939) it ever reaches 1/α with probability at most α, however the moment of looking is chosen.
/// <para>
/// Half of the wealth bets from the first outcome. The rest is cash, of which a share of 1/(100 + n) goes into the bets before outcome n + 1. So some
/// money is always fresh: a long good record dilutes what is bet on a change for the worse only in proportion to its length, where money that had been in from
/// the beginning would have been lost exponentially. Moving wealth between bets before an outcome is known keeps the supermartingale; a mixture over bets is Robbins'
/// (Robbins 1970), betting for tests is described in Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86 (2024).
/// </para>
/// <para>Only additions, multiplications and divisions in a fixed order: every machine gets the same bits. Threads: one at a time.</para>
/// </remarks>
internal sealed class BettingMixture
{
    /// <summary>Wealth from which nothing is bet any more. To stop betting keeps the supermartingale, and numbers stay finite.</summary>
    public const double Most = 1e12;

    private const double FirstShare = 0.5;
    private const double FreshHorizon = 100;

    private readonly double[] _weights;
    private readonly double[] _bets;
    private double _cash = 1 - FirstShare;
    private long _outcomes;

    /// <summary>Makes the bets.</summary>
    /// <param name="count">How many there are. The first ones get more: what they bet on is nearer to the hypothesis and takes longer to show.</param>
    public BettingMixture(int count)
    {
        _weights = [.. Enumerable.Range(1, count).Select(place => 1.0 / (place * (place + 1)))];
        var sum = _weights.Sum();
        for (var i = 0; i < count; i++)
            _weights[i] /= sum;
        _bets = [.. _weights.Select(weight => FirstShare * weight)];
    }

    /// <summary>The wealth: the evidence against the hypothesis, as an e-value.</summary>
    public double Value
    {
        get
        {
            var sum = _cash;
            foreach (var bet in _bets)
                sum += bet;
            return sum;
        }
    }

    /// <summary>Pays one outcome out.</summary>
    /// <param name="factors">What each bet is multiplied by.</param>
    public void Pay(ReadOnlySpan<double> factors)
    {
        if (Value >= Most)
            return;
        var fresh = _cash / (FreshHorizon + _outcomes);
        _outcomes++;
        _cash -= fresh;
        for (var i = 0; i < _bets.Length; i++)
            _bets[i] = (_bets[i] + fresh * _weights[i]) * factors[i];
    }
}
