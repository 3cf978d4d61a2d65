namespace Moderation.Training.Text.Data;

/// <summary>Reads the lines that were written for this project; their form is described in <c>training-data/GUIDE.md</c>.</summary>
internal static class AuthoredLines
{
    private const string Heading = "@@";
    private const string Clean = "clean";

    /// <summary>Reads every <c>AUTHOR/LANGUAGE/*.txt</c> under a folder.</summary>
    /// <exception cref="FormatException">A line or heading is not as the guide says; names file and line.</exception>
    public static IEnumerable<LabelledLine> ReadFolder(string folder, string devAuthor)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var language = Path.GetFileName(Path.GetDirectoryName(file)!);
            var author = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!);
            foreach (var line in Read(File.ReadLines(file), file, language, author, author == devAuthor ? DataSplit.Dev : DataSplit.Train))
                yield return line;
        }
    }

    public static IEnumerable<LabelledLine> Read(IEnumerable<string> lines, string file, string language, string author, DataSplit split)
    {
        var (labels, family, number) = ((bool?[]?)null, "", 0);
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith(Heading, StringComparison.Ordinal))
                (labels, family) = ReadHeading(line, $"{file}:{number}");
            else if (!string.IsNullOrWhiteSpace(line))
                yield return new LabelledLine(line, language, author, $"{author}/{family}", split, labels ?? throw new FormatException($"{file}:{number}: a line before the first heading"));
        }
    }

    private static (bool?[] Labels, string Family) ReadHeading(string line, string place)
    {
        var parts = line[Heading.Length..].Split('|', StringSplitOptions.TrimEntries);
        if (parts is not [_, { Length: > 0 }])
            throw new FormatException($"{place}: a heading is '@@ label, label | family'");
        var names = parts[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names is [Clean])
            return (LabelRow.Complete([]), parts[1]);
        var unknown = names.FirstOrDefault(name => TextHeads.IndexOf(name) < 0);
        if (names.Length == 0 || unknown is not null)
            throw new FormatException($"{place}: '{unknown ?? ""}' is no label");
        return (LabelRow.Complete(names), parts[1]);
    }
}
