using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>What a policy may look at: the evidence about one participant at one moment of the live's clock.</summary>
/// <param name="Belief">Probability of being under 18, 0..1; null is unknown.</param>
/// <param name="UnknownBecause">Why there is no belief; null when there is one.</param>
/// <param name="ClearFaceSeconds">Clear-face time behind it, seconds of event time.</param>
/// <param name="ClearFaces">Clear faces behind it.</param>
/// <param name="PoorFaces">Faces of the participant that were seen but not clear.</param>
/// <param name="MeanReadYears">Mean of the ages read on clear faces, years; null before the first.</param>
/// <param name="EffectiveFaces">How many independent readings they are worth.</param>
public readonly record struct SubjectEvidence(
    double? Belief,
    UnknownReason? UnknownBecause,
    double ClearFaceSeconds,
    long ClearFaces,
    long PoorFaces,
    double? MeanReadYears,
    double EffectiveFaces);
