namespace Moderation.Core.Evidence.Fitting;

/// <summary>Expected calibration error, over ten bins, after the first frames of each face.</summary>
/// <param name="Frames">How many frames were looked at.</param>
/// <param name="Faces">Faces that have so many.</param>
/// <param name="HeldOut">The belief's, on faces that the fit did not see: the worst of four dealings into five folds of persons; NaN where too few faces remain to fit on.</param>
/// <param name="InSample">The belief's, with the manifest as it is.</param>
/// <param name="NaiveProduct">That of the product of the age model's own mass under 18.</param>
/// <param name="Independent">That of calibrated frames multiplied as if they were independent.</param>
public sealed record CalibrationByFrames(int Frames, int Faces, double HeldOut, double InSample, double NaiveProduct, double Independent)
{
    private const int Folds = 5;
    private const int Dealings = 4;

    /// <summary>After how many frames it is measured.</summary>
    public static IReadOnlyList<int> FrameCounts { get; } = [1, 3, 5];

    /// <summary>Measures it after one, three and five frames, as far as the faces have them.</summary>
    /// <remarks>Each dealing is scored by itself: pooled, the dealings' chance errors would cancel and flatter the figure.</remarks>
    /// <param name="faces">Faces with several frames each.</param>
    /// <param name="singles">Single readings for ages that the faces do not reach; null keeps the manifest's curve there.</param>
    /// <param name="model">Manifest and prior.</param>
    /// <param name="seed">Seed of the first dealing.</param>
    public static IReadOnlyList<CalibrationByFrames> Of(IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace>? singles, AgeBeliefModel model, int seed)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(model);
        return [.. FrameCounts.Select(count => Of([.. faces.Where(face => face.Readings.Count >= count)], singles, model, seed, count)).OfType<CalibrationByFrames>()];
    }

    private static CalibrationByFrames? Of(IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace>? singles, AgeBeliefModel model, int seed, int count)
    {
        if (faces.Count == 0)
            return null;
        LabelledFace[] first = [.. faces.Select(face => face.First(count))];
        return new CalibrationByFrames(
            count,
            faces.Count,
            WorstHeldOut(faces, singles ?? Fitting.HeldOut.OnCurve(model.Manifest), model, seed, count),
            Error([.. first.Select(face => new LabelledBelief(model.Under18(face.MeanReadYears, face.Readings.Count), face.IsMinor))]),
            Error(NaiveBelief.OfAll(first)),
            Error(NaiveBelief.AsIfIndependent(first, model)));
    }

    private static double WorstHeldOut(IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace> singles, AgeBeliefModel model, int seed, int count)
    {
        try
        {
            return Enumerable.Range(seed, Dealings).Max(deal => Error(Fitting.HeldOut.Beliefs(faces, singles, model.Manifest, model.Prior, Folds, deal, count)));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // Too few faces, or ones with a single frame: there is nothing to fit on, which is no reason to hide the other figures.
            return double.NaN;
        }
    }

    private static double Error(IReadOnlyList<LabelledBelief> people) => BeliefScores.Of(people).CalibrationError;
}
