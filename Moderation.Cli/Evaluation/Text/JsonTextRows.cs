using System.Text.Json;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Reads JSON lines with <c>text, lang, labels</c>, and where they have them <c>source, split, functionality</c> and scores of public systems.</summary>
/// <remarks>What is wrong with a line is told by its number alone: a message never quotes a text.</remarks>
internal static class JsonTextRows
{
    private const string NoSource = "unnamed";
    private const string YesNoEnding = "_flag";

    private static readonly string[] OwnFields = ["text", "lang", "labels", "source", "split", "functionality", "family"];

    /// <exception cref="FormatException">A line is not of that form; names the line.</exception>
    public static IEnumerable<TextRow> Read(IEnumerable<string> lines, TextLabels labels)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return ReadLine(line, labels, number);
        }
    }

    private static TextRow ReadLine(string line, TextLabels labels, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return ReadRow(document.RootElement, labels);
        }
        catch (JsonException e)
        {
            throw new FormatException($"line {number} is no JSON (at byte {e.BytePositionInLine})", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // the reader of strings calls half of a surrogate pair an invalid operation
            throw new FormatException($"line {number}: {(e is FormatException ? e.Message : "a string is no Unicode text")}", e);
        }
    }

    private static TextRow ReadRow(JsonElement row, TextLabels labels)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new FormatException("no JSON object");
        var text = StringOf(row, "text") ?? throw new FormatException("no 'text'");
        var language = StringOf(row, "lang") ?? throw new FormatException("no 'lang'");
        var (values, unknown, hasPositive) = ReadLabels(row, labels);
        return new TextRow(
            text, language, StringOf(row, "source") ?? NoSource, StringOf(row, "split"), StringOf(row, "functionality"), values, unknown, hasPositive, ReadSystems(row));
    }

    private static (bool?[] Values, IReadOnlyList<string> Unknown, bool HasPositive) ReadLabels(JsonElement row, TextLabels labels)
    {
        var given = row.TryGetProperty("labels", out var found) ? found : default;
        if (given.ValueKind == JsonValueKind.Array)
        {
            var positives = given.EnumerateArray()
                .Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : throw new FormatException("a label in the list is no name")).ToList();
            return (labels.Complete(positives), labels.Unknown(positives), positives.Count > 0);
        }

        if (given.ValueKind != JsonValueKind.Object)
            throw new FormatException("'labels' is neither an object nor a list");
        var judged = given.EnumerateObject().Select(label => KeyValuePair.Create(label.Name, ReadJudgement(label))).ToList();
        return (labels.Partial(judged), labels.Unknown(judged.Select(label => label.Key)), judged.Any(label => label.Value == true));
    }

    private static bool? ReadJudgement(JsonProperty label) => label.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when label.Value.GetDouble() is 0 or 1 => label.Value.GetDouble() is 1,
        _ => throw new FormatException($"label '{label.Name}' is not 0 or 1"),
    };

    /// <summary>Every other number from 0 to 1 is somebody's score; a truth value, or a name that ends in <c>_flag</c>, is a yes or no.</summary>
    private static Dictionary<string, SystemAnswer> ReadSystems(JsonElement row)
    {
        var systems = new Dictionary<string, SystemAnswer>(StringComparer.Ordinal);
        foreach (var field in row.EnumerateObject().Where(field => !OwnFields.Contains(field.Name)))
        {
            if (field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                systems[field.Name] = new SystemAnswer(field.Value.GetBoolean() ? 1 : 0, IsYesNo: true);
            else if (field.Value.ValueKind == JsonValueKind.Number && field.Value.GetDouble() is >= 0 and <= 1 and var score)
                systems[field.Name] = new SystemAnswer(score, field.Name.EndsWith(YesNoEnding, StringComparison.Ordinal));
        }

        return systems;
    }

    private static string? StringOf(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var field) || field.ValueKind == JsonValueKind.Null)
            return null;
        return field.ValueKind == JsonValueKind.String ? field.GetString() : throw new FormatException($"'{name}' is no string");
    }
}
