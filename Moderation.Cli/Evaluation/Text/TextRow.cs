namespace Moderation.Cli.Evaluation.Text;

/// <summary>One labelled text, as a file gives it.</summary>
/// <param name="Text">The text. Never printed.</param>
/// <param name="Language">Language that the file states.</param>
/// <param name="Source">Set, or author, that it is from.</param>
/// <param name="Split">Use that the file gives it; null where it gives none.</param>
/// <param name="Functionality">Kind of functional test; null for anything else.</param>
/// <param name="Labels">One place per label of the model: 1, 0, or null for not annotated.</param>
/// <param name="UnknownLabels">Labels that the model does not have.</param>
/// <param name="HasPositive">Whether any label is 1, one that the model does not know included.</param>
/// <param name="Systems">What public systems said about the same text, by name.</param>
internal sealed record TextRow(
    string Text,
    string Language,
    string Source,
    string? Split,
    string? Functionality,
    IReadOnlyList<bool?> Labels,
    IReadOnlyList<string> UnknownLabels,
    bool HasPositive,
    IReadOnlyDictionary<string, SystemAnswer> Systems)
{
    public static readonly IReadOnlyDictionary<string, SystemAnswer> NoSystems = new Dictionary<string, SystemAnswer>();
}

/// <summary>What a public system said about a text.</summary>
/// <param name="Value">Its score, or 1 and 0 for yes and no.</param>
/// <param name="IsYesNo">Whether only yes or no is stored, from which no curve can be drawn.</param>
internal readonly record struct SystemAnswer(double Value, bool IsYesNo);
