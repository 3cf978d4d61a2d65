namespace Moderation.Cli.Evaluation.Text;

/// <summary>Reads lines under <c>@@ label, label | family</c> headings, the form of <c>training-data/GUIDE.md</c>.</summary>
internal static class AuthoredTextRows
{
    public const string Heading = "@@";
    private const string Clean = "clean";

    // The guide's sixth rule: one author's lines are for training, all of the other's for development.
    private const string DevAuthor = "author-b";

    /// <summary>The language is the name of the file's folder, the author the folder above it.</summary>
    /// <exception cref="FormatException">A heading is not as the guide says, or a line stands above the first; names the line.</exception>
    public static IEnumerable<TextRow> Read(string file, TextLabels labels)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var author = Path.GetFileName(Path.GetDirectoryName(folder)) is { Length: > 0 } name ? name : "authored";
        return Read(File.ReadLines(file), labels, Path.GetFileName(folder), author);
    }

    public static IEnumerable<TextRow> Read(IEnumerable<string> lines, TextLabels labels, string language, string author)
    {
        var (positives, number) = ((string[]?)null, 0);
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith(Heading, StringComparison.Ordinal))
                positives = ReadHeading(line, number);
            else if (string.IsNullOrWhiteSpace(line))
                continue;
            else if (positives is null)
                throw new FormatException($"line {number} stands above the first heading");
            else
            {
                yield return new TextRow(
                    line, language, author, author == DevAuthor ? "dev" : "train", null, labels.Complete(positives), labels.Unknown(positives), positives.Length > 0, TextRow.NoSystems);
            }
        }
    }

    private static string[] ReadHeading(string line, int number)
    {
        var parts = line[Heading.Length..].Split('|', StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 }, { Length: > 0 }])
            throw new FormatException($"line {number} is not '@@ label, label | family'");
        var names = parts[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names is [Clean] ? [] : names;
    }
}
