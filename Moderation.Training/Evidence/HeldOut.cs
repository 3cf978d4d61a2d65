using Moderation.Core.Evidence;

namespace Moderation.Training.Evidence;

/// <summary>Beliefs about faces that the fit did not see: fitted on all folds but one, applied to that one, in turn.</summary>
internal static class HeldOut
{
    /// <param name="faces">Faces with several frames each; a face is in one fold whole.</param>
    /// <param name="singles">Single readings, for the ages that the faces do not reach.</param>
    /// <param name="template">Everything that is not fitted.</param>
    /// <param name="prior">Ages expected before anything is seen.</param>
    /// <param name="folds">Number of folds.</param>
    /// <param name="seed">Seed of the dealing.</param>
    public static List<LabelledBelief> Beliefs(
        IReadOnlyList<LabelledFace> faces, IReadOnlyList<LabelledFace> singles, AgeEvidenceManifest template, AgePrior prior, int folds, int seed)
    {
        var beliefs = new List<LabelledBelief>();
        var dealt = faces.ToArray();
        new Random(seed).Shuffle(dealt);
        for (var fold = 0; fold < folds; fold++)
        {
            var fit = EvidenceFit.Fit([.. dealt.Where((_, i) => i % folds != fold)], singles);
            var model = new AgeBeliefModel(With(template, fit), prior);
            beliefs.AddRange(dealt.Where((_, i) => i % folds == fold)
                .Select(f => new LabelledBelief(model.Under18(f.MeanReadYears, f.Readings.Count), f.IsMinor)));
        }

        return beliefs;
    }

    public static AgeEvidenceManifest With(AgeEvidenceManifest template, FittedEvidence fit) =>
        template with { Curve = fit.Curve, PersonBiasYears = fit.PersonBiasYears, FrameNoiseYears = fit.FrameNoiseYears };
}
