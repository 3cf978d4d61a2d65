namespace Moderation.Core.Evidence.Fitting;

/// <summary>Beliefs about faces that the fit did not see: fitted on all folds but one, applied to that one, in turn.</summary>
public static class HeldOut
{
    /// <summary>Fits, and applies, fold by fold.</summary>
    /// <remarks>Errors: as <see cref="EvidenceFit.Fit"/>.</remarks>
    /// <param name="faces">Faces with several frames each; a face is in one fold whole.</param>
    /// <param name="singles">Single readings, for the ages that the faces do not reach.</param>
    /// <param name="template">Everything that is not fitted.</param>
    /// <param name="prior">Ages expected before anything is seen.</param>
    /// <param name="folds">Number of folds.</param>
    /// <param name="seed">Seed of the dealing.</param>
    /// <param name="frames">How many frames of a face that was held back are looked at, its first ones; null is all. The fit has all frames of the others.</param>
    public static IReadOnlyList<LabelledBelief> Beliefs(
        IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace> singles, AgeEvidenceManifest template, AgePrior prior, int folds, int seed, int? frames = null)
    {
        ArgumentNullException.ThrowIfNull(faces);
        var beliefs = new List<LabelledBelief>();
        var dealt = faces.ToArray();
        new Random(seed).Shuffle(dealt);
        for (var fold = 0; fold < folds; fold++)
        {
            var fit = EvidenceFit.Fit([.. dealt.Where((_, i) => i % folds != fold)], singles);
            var model = new AgeBeliefModel(With(template, fit), prior);
            beliefs.AddRange(dealt.Where((_, i) => i % folds == fold).Select(face => face.First(frames ?? face.Readings.Count))
                .Select(face => new LabelledBelief(model.Under18(face.MeanReadYears, face.Readings.Count), face.IsMinor)));
        }

        return beliefs;
    }

    /// <summary>A manifest with what was fitted in the place of its own.</summary>
    /// <param name="template">Everything that is not fitted.</param>
    /// <param name="fit">What was fitted.</param>
    public static AgeEvidenceManifest With(AgeEvidenceManifest template, FittedEvidence fit)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(fit);
        return template with { Curve = fit.Curve, PersonBiasYears = fit.PersonBiasYears, FrameNoiseYears = fit.FrameNoiseYears };
    }

    /// <summary>Readings that lie on a manifest's curve, at its knots: where a table has no face of an age, the curve stays what it was.</summary>
    /// <param name="manifest">The manifest.</param>
    public static IReadOnlyList<LabelledFace> OnCurve(AgeEvidenceManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return [.. manifest.Curve.Select(knot => new LabelledFace("knot", (int)Math.Round(knot.TrueYears), [new LabelledReading(knot.ReadYears, 0, 0.5)]))];
    }
}
