namespace Moderation.Training.Text.Data;

/// <summary>Which use a line is for. What is for testing is never read by training.</summary>
internal enum DataSplit
{
    Train,
    Dev,
    Test,
}

/// <summary>One text with its labels.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
/// <param name="Source">Set, or author, that it is from.</param>
/// <param name="Family">Situation that it belongs to; null where the source knows none.</param>
/// <param name="Split">Its use.</param>
/// <param name="Labels">One place per head: 1, 0, or null for not annotated.</param>
internal sealed record LabelledLine(string Text, string Language, string Source, string? Family, DataSplit Split, IReadOnlyList<bool?> Labels)
{
    public bool IsFrench => Language == "fr";
}
