namespace Moderation.Core.Evidence;

/// <summary>Turns the ages read off one face into the probability that the person is under 18.</summary>
/// <remarks>
/// Model: reading = curve(true age) + bias of the person + noise of the frame. The bias is normal with the same variance at every age and
/// stays as it is in all frames of the person; the noise is normal, and the mean of frames worth n independent ones has n times less of it.
/// So the mean reading is normal around curve(age) with variance bias² + noise²/n, and the posterior over whole ages is a finite sum.
/// <para>
/// One variance for all ages, with a curve that never falls, makes the likelihood ratio of any two ages monotone in the reading: a younger
/// look never lowers the belief. The variance never falls under bias², so a belief saturates: more frames of the same reading cannot
/// carry it past what one perfect reading of this person would say.
/// </para>
/// <para>Threads: immutable; shared by all lives.</para>
/// </remarks>
public sealed class AgeBeliefModel
{
    /// <summary>The age from which a person is an adult, in years.</summary>
    public const int AdultYears = 18;

    private readonly double[] _readYears;
    private readonly double[] _logWeights;
    private readonly int _minorCount;
    private readonly double _biasVariance;
    private readonly double _noiseVariance;

    /// <summary>Makes the model.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> as <see cref="AgeCurve"/> and <see cref="AgePrior"/> say.</remarks>
    /// <param name="manifest">What was fitted.</param>
    /// <param name="prior">Ages expected before anything is seen; null takes the manifest's.</param>
    public AgeBeliefModel(AgeEvidenceManifest manifest, AgePrior? prior = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Manifest = manifest;
        Prior = prior ?? AgePrior.From(manifest.Prior);
        var curve = new AgeCurve(manifest.Curve);
        _readYears = [.. Prior.Weights.Select(w => curve.ReadYears(w.Years))];
        _logWeights = [.. Prior.Weights.Select(w => PortableMath.Log(w.Weight))];
        _minorCount = Prior.Weights.Count(w => w.Years < AdultYears);
        _biasVariance = manifest.PersonBiasYears * manifest.PersonBiasYears;
        _noiseVariance = manifest.FrameNoiseYears * manifest.FrameNoiseYears;
    }

    /// <summary>What was fitted.</summary>
    public AgeEvidenceManifest Manifest { get; }

    /// <summary>Ages expected before anything is seen.</summary>
    public AgePrior Prior { get; }

    /// <summary>Probability of being under 18, 0..1.</summary>
    /// <param name="meanReadYears">Mean of the ages read, years.</param>
    /// <param name="effectiveFaces">How many independent readings the mean is worth; above 0, may be infinite.</param>
    public double Under18(double meanReadYears, double effectiveFaces)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(effectiveFaces);
        var scale = 1 / (2 * (_biasVariance + _noiseVariance / effectiveFaces));
        // The largest term is taken out before the exponentials: far readings would make every one of them zero otherwise.
        var largest = double.NegativeInfinity;
        for (var i = 0; i < _readYears.Length; i++)
            largest = Math.Max(largest, LogTerm(i, meanReadYears, scale));
        double minors = 0, adults = 0;
        for (var i = 0; i < _readYears.Length; i++)
        {
            var term = PortableMath.Exp(LogTerm(i, meanReadYears, scale) - largest);
            if (i < _minorCount)
                minors += term;
            else
                adults += term;
        }

        return minors / (minors + adults);
    }

    /// <summary>How likely each age is, given the mean reading: ages of the prior with what is read off them on average, and weights that sum up to 1.</summary>
    internal IReadOnlyList<(double ReadYears, double Weight)> AgesGiven(double meanReadYears, double effectiveFaces)
    {
        var scale = 1 / (2 * (_biasVariance + _noiseVariance / effectiveFaces));
        double[] terms = [.. Enumerable.Range(0, _readYears.Length).Select(i => LogTerm(i, meanReadYears, scale))];
        var largest = terms.Max();
        double[] weights = [.. terms.Select(term => PortableMath.Exp(term - largest))];
        var sum = weights.Sum();
        return [.. _readYears.Zip(weights, (years, weight) => (years, weight / sum))];
    }

    private double LogTerm(int index, double meanReadYears, double scale)
    {
        var distance = meanReadYears - _readYears[index];
        return _logWeights[index] - distance * distance * scale;
    }
}
