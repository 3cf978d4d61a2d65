namespace PortraitStudio.Readings;

/// <summary>What the models say about the best face in a picture.</summary>
/// <param name="Score">Detector's score, 0..1.</param>
/// <param name="Age">Expected apparent age in years.</param>
/// <param name="Spread">Standard deviation of the age distribution in years.</param>
/// <param name="Under18">Probability mass below 18, 0..1.</param>
internal readonly record struct Reading(float Score, float Age, float Spread, float Under18);
