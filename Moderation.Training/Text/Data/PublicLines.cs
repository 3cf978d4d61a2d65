using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Training.Text.Data;

/// <summary>Reads JSON lines with <c>text, lang, labels, source, split</c>: the licensed public sets, translations, and moderators' decisions.</summary>
internal static partial class PublicLines
{
    // Marks of the sets for what was taken out, in the words that chat has for it.
    private static readonly (string Mark, string Plain)[] Marks = [("[USER]", "@user"), ("[URL]", "http://url"), ("<email>", "mail@user.example")];

    /// <summary>Reads a file, plain or <c>.gz</c>.</summary>
    /// <exception cref="FormatException">A line is not of that form; names file and line.</exception>
    public static IEnumerable<LabelledLine> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            Row row;
            try
            {
                row = JsonSerializer.Deserialize(line, RowJson.Default.Row) ?? throw new FormatException($"{file}:{number}: null");
            }
            catch (JsonException e)
            {
                throw new FormatException($"{file}:{number}: {e.Message}", e);
            }

            yield return ToLine(row, $"{file}:{number}");
        }
    }

    private static LabelledLine ToLine(Row row, string place)
    {
        var text = Marks.Aggregate(row.Text, (t, mark) => t.Replace(mark.Mark, mark.Plain, StringComparison.Ordinal));
        var split = Enum.TryParse<DataSplit>(row.Split, ignoreCase: true, out var known) ? known : throw new FormatException($"{place}: split '{row.Split}'");
        var labels = row.Labels.ValueKind switch
        {
            JsonValueKind.Array => LabelRow.Complete([.. row.Labels.EnumerateArray().Select(label => label.GetString() ?? "")]),
            JsonValueKind.Object => LabelRow.Partial(row.Labels.EnumerateObject().Select(label => KeyValuePair.Create(label.Name, label.Value.GetInt32() != 0))),
            _ => throw new FormatException($"{place}: labels are a list or an object"),
        };
        if (IsWithoutSolicitation(row))
            LabelRow.MarkNoSolicitation(labels);
        return new LabelledLine(text, row.Lang, row.Source, row.Family, split, labels);
    }

    private static bool IsWithoutSolicitation(Row row) =>
        row.Labels.ValueKind == JsonValueKind.Object && !(row.Labels.TryGetProperty("spam", out var spam) && spam.GetInt32() != 0);

    internal sealed record Row(string Text, string Lang, JsonElement Labels, string Source, string Split = "train", string? Family = null);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Row))]
    internal sealed partial class RowJson : JsonSerializerContext;
}
