namespace Moderation.Core.Evidence;

/// <summary>The two ways of adding frames up that are wrong, kept to measure how wrong: both take frames of one face for independent.</summary>
public static class NaiveBelief
{
    // The model's own mass is printed to five digits; a printed 0 or 1 must not decide alone.
    private const double Floor = 1e-5;

    /// <summary>Product of the age model's own mass under 18 over the frames, against that of its complement.</summary>
    /// <param name="faces">The faces.</param>
    public static IReadOnlyList<LabelledBelief> OfAll(IReadOnlyList<LabelledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        return [.. faces.Select(f => new LabelledBelief(Logistic(f.Readings.Sum(r => LogOdds(Math.Clamp(r.Under18Mass, Floor, 1 - Floor)))), f.IsMinor))];
    }

    /// <summary>Calibrated belief of each frame by itself, multiplied over the frames as if the person bias were drawn anew for each.</summary>
    /// <param name="faces">The faces.</param>
    /// <param name="model">The belief model.</param>
    public static IReadOnlyList<LabelledBelief> AsIfIndependent(IReadOnlyList<LabelledFace> faces, AgeBeliefModel model)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(model);
        var before = LogOdds(model.Prior.Under18);
        return [.. faces.Select(f => new LabelledBelief(
            Logistic(before + f.Readings.Sum(r => LogOdds(Math.Clamp(model.Under18(r.ExpectedYears, 1), Floor, 1 - Floor)) - before)), f.IsMinor))];
    }

    private static double LogOdds(double share) => Math.Log(share / (1 - share));

    private static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
