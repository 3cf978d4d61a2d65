using System.IO.Compression;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Reads the files that the user names; of a folder, every file of a known form in it.</summary>
internal static class TextInputs
{
    /// <param name="paths">Files or folders.</param>
    /// <param name="split">Keeps rows of this split only; null keeps all.</param>
    /// <param name="labels">Labels of the model.</param>
    /// <exception cref="ToolException">A path does not exist, or a line cannot be read; names file and line.</exception>
    public static IReadOnlyList<TextRow> Read(IReadOnlyList<string> paths, string? split, TextLabels labels) =>
    [
        .. paths.SelectMany(FilesOf).SelectMany(file => ReadFile(file, labels))
            .Where(row => split is null || string.Equals(row.Split, split, StringComparison.OrdinalIgnoreCase)),
    ];

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new ToolException($"{path}: no such file or folder");
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => IsJson(file) || IsAuthored(file)).Order(StringComparer.Ordinal);
    }

    private static List<TextRow> ReadFile(string file, TextLabels labels)
    {
        try
        {
            return [.. IsText(file) ? AuthoredTextRows.Read(file, labels) : JsonTextRows.Read(ReadLines(file), labels)];
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new ToolException($"{file}: {e.Message}", e);
        }
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static bool IsJson(string file) =>
        file.EndsWith(".jsonl", StringComparison.Ordinal) || file.EndsWith(".jsonl.gz", StringComparison.Ordinal);

    private static bool IsText(string file) => file.EndsWith(".txt", StringComparison.Ordinal);

    /// <summary>Other text files may lie in a folder; one that begins with a heading is meant.</summary>
    private static bool IsAuthored(string file) =>
        IsText(file) && File.ReadLines(file).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.StartsWith(AuthoredTextRows.Heading, StringComparison.Ordinal) == true;
}
