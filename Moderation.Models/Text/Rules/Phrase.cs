namespace Moderation.Models.Text.Rules;

/// <summary>A phrase found in a line.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="First">Index of its first word.</param>
/// <param name="Last">Index of its last word.</param>
internal readonly record struct Phrase(PhraseKind Kind, int First, int Last);
