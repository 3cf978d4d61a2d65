using System.IO.Compression;
using System.Text.Json;

namespace Moderation.Cli.PolicyReports.Statements;

/// <summary>One statement in a file.</summary>
/// <param name="Place">Where: <c>batch-00001.json 3</c>, <c>line 7</c>.</param>
/// <param name="Statement">The statement as it stands there.</param>
/// <param name="BatchSize">How many are sent at once with it; null where the file does not say.</param>
internal sealed record PlacedStatement(string Place, JsonElement Statement, int? BatchSize);

/// <summary>Reads statements out of a file: an export's zip, one a line, a batch, a list or a single one.</summary>
internal static class StatementFile
{
    private const string BatchPrefix = "batch-";

    /// <summary>Every statement of a file.</summary>
    /// <exception cref="ToolException">The file is not there or holds no statements; the message says where it went wrong.</exception>
    public static async Task<IReadOnlyList<PlacedStatement>> ReadAsync(FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
            throw new ToolException($"there is no file {file.FullName}");
        try
        {
            if (file.Extension == ".zip")
                return await ReadZipAsync(file, stop);
            var text = await File.ReadAllTextAsync(file.FullName, stop);
            return IsLines(text) ? [.. text.Split('\n').Select((line, i) => (Line: line, Number: i + 1)).Where(line => line.Line.Trim().Length > 0).Select(line => Parse(line.Line, $"line {line.Number}")[0])]
                : Parse(text, "");
        }
        catch (InvalidDataException e)
        {
            throw new ToolException($"{file.Name} is no zip file: {e.Message}", e);
        }
    }

    private static async Task<IReadOnlyList<PlacedStatement>> ReadZipAsync(FileInfo file, CancellationToken stop)
    {
        await using var zip = await ZipFile.OpenReadAsync(file.FullName, stop);
        var found = new List<PlacedStatement>();
        foreach (var entry in zip.Entries.Where(entry => entry.Name.StartsWith(BatchPrefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync(stop));
            found.AddRange(Parse(await reader.ReadToEndAsync(stop), entry.Name));
        }

        return zip.Entries.Count > 0 ? found : throw new ToolException($"{file.Name} is empty");
    }

    // Two lines that are each a whole object are lines; one object over many lines is not.
    private static bool IsLines(string text)
    {
        var first = text.Split('\n', 2)[0];
        try
        {
            using var document = JsonDocument.Parse(first);
            return text.TrimEnd().Contains('\n', StringComparison.Ordinal) && document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            // what begins with a part of something is one thing
            return false;
        }
    }

    private static List<PlacedStatement> Parse(string text, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("statements", out var inside) ? inside : root;
            return list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select((statement, i) => new PlacedStatement($"{place} {i + 1}".Trim(), statement, list.GetArrayLength()))]
                : [new PlacedStatement(place.Length == 0 ? "1" : place, list, null)];
        }
        catch (JsonException e)
        {
            throw new ToolException($"{(place.Length == 0 ? "the file" : place)} is no JSON: {e.Message}", e);
        }
    }
}
