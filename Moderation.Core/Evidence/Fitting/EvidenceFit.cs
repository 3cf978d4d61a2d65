namespace Moderation.Core.Evidence.Fitting;

/// <summary>What was fitted.</summary>
/// <param name="Curve">Read age against true age, years.</param>
/// <param name="PersonBiasYears">Standard deviation of the person bias, years.</param>
/// <param name="FrameNoiseYears">Standard deviation of the frame noise, years.</param>
public sealed record FittedEvidence(IReadOnlyList<AgeKnot> Curve, double PersonBiasYears, double FrameNoiseYears);

/// <summary>Fits curve, person bias and frame noise to faces with several frames, by moments and weighted least squares.</summary>
public static class EvidenceFit
{
    // Dense where decisions are made; at 13, 17, 25 and 45 a finer grid brought nothing on held-out faces.
    private static readonly double[] KnotYears = [1, 4, 8, 13, 17, 25, 45, 65, 90];

    /// <summary>Fits them.</summary>
    /// <remarks>
    /// Errors: <see cref="FormatException"/> for a face with one frame only; <see cref="InvalidOperationException"/> where faces show no person bias, or a knot of the curve has no face around it.
    /// </remarks>
    /// <param name="faces">Faces with several frames each.</param>
    /// <param name="singles">Faces with one reading; used only for true ages that <paramref name="faces"/> does not reach.</param>
    public static FittedEvidence Fit(IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace> singles)
    {
        ArgumentNullException.ThrowIfNull(faces);
        ArgumentNullException.ThrowIfNull(singles);
        var noise = faces.Average(FrameVariance);
        var (youngest, oldest) = (faces.Min(f => f.TrueYears), faces.Max(f => f.TrueYears));
        var beyond = singles.Where(f => f.TrueYears < youngest || f.TrueYears > oldest).ToArray();

        // Weights need the bias that is being fitted; it converges at once because the noise of a mean is small beside it.
        var bias = 0.0;
        AgeKnot[] knots = [];
        for (var round = 0; round < 4; round++)
        {
            var points = faces.Concat(beyond)
                .Select(f => ((double)f.TrueYears, f.MeanReadYears, 1 / (bias + noise / f.Readings.Count)))
                .ToArray();
            knots = CurveFit.Fit(KnotYears, points);
            var curve = new AgeCurve(knots);
            var freeKnots = knots.Count(k => k.TrueYears >= youngest && k.TrueYears <= oldest);
            var residual = faces.Sum(f => Square(f.MeanReadYears - curve.ReadYears(f.TrueYears))) / (faces.Count - freeKnots);
            bias = residual - faces.Average(f => noise / f.Readings.Count);
        }

        if (bias <= 0)
            throw new InvalidOperationException("the faces show no person bias: too few of them, or frames of different people under one name");
        return new FittedEvidence(knots, Math.Round(Math.Sqrt(bias), 3), Math.Round(Math.Sqrt(noise), 3));
    }

    /// <summary>Correlation of neighbouring frames about their face's own mean. Without any true correlation it is -1/frames, because the mean is taken out.</summary>
    /// <param name="faces">Faces with several frames each, in their order in time.</param>
    public static (double Measured, double WhenIndependent) LagOne(IReadOnlyList<LabelledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        double neighbours = 0, squares = 0, neighbourCount = 0, count = 0;
        foreach (var face in faces)
        {
            var mean = face.MeanReadYears;
            for (var i = 0; i < face.Readings.Count; i++)
            {
                squares += Square(face.Readings[i].ExpectedYears - mean);
                count++;
                if (i == 0)
                    continue;
                neighbours += (face.Readings[i].ExpectedYears - mean) * (face.Readings[i - 1].ExpectedYears - mean);
                neighbourCount++;
            }
        }

        return (neighbours / neighbourCount / (squares / count), -1 / faces.Average(f => (double)f.Readings.Count));
    }

    private static double FrameVariance(LabelledFace face)
    {
        if (face.Readings.Count < 2)
            throw new FormatException($"face {face.Face} has one frame only");
        var mean = face.MeanReadYears;
        return face.Readings.Sum(r => Square(r.ExpectedYears - mean)) / (face.Readings.Count - 1);
    }

    private static double Square(double value) => value * value;
}
