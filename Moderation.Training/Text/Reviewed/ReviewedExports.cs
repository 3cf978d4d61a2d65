using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Moderation.Models.Manifests;
using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Reads exports of reviewed lines; their form is described in <c>docs/training.md</c>.</summary>
internal static partial class ReviewedExports
{
    public const string Source = "reviewed";

    private const float LargestWeight = 10;

    /// <param name="file">The export.</param>
    /// <param name="consent">The operator's statement; null to take it from the file's first line.</param>
    /// <exception cref="TrainingRefusal">No statement, or a line is not of the form; names file and line.</exception>
    public static ReviewedExport Read(string file, string? consent)
    {
        var name = Path.GetFileName(file);
        var (stated, lines, number) = ((string?)null, new List<ReviewedLine>(), 0);
        foreach (var text in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            try
            {
                if (number == 1 && ReadStatement(text) is { } statement)
                    stated = statement;
                else
                    lines.Add(ReadLine(text));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                throw new TrainingRefusal($"{name}, line {number}: {e.Message}", e);
            }
        }

        var said = string.IsNullOrWhiteSpace(consent) ? stated : consent;
        if (string.IsNullOrWhiteSpace(said))
            throw new TrainingRefusal($"{name}: nothing says that your policy allows training on reviewed lines. State it, with the policy's name and version, in the file's first line {{\"consent\": \"...\"}} or with --consent.");
        return new ReviewedExport(name, FileHash.Sha256(File.ReadAllBytes(file)), said, lines);
    }

    private static string? ReadStatement(string text)
    {
        using var json = JsonDocument.Parse(text);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("consent", out var consent))
            return null;
        return consent.ValueKind == JsonValueKind.String ? consent.GetString() : throw new FormatException("consent is a text that names the policy");
    }

    private static ReviewedLine ReadLine(string text)
    {
        var row = JsonSerializer.Deserialize(text, ReviewedJson.Default.Row) ?? throw new FormatException("null");
        if (row.Source != Source)
            throw new FormatException($"source is not '{Source}'");
        if (row.Lang is not ("en" or "fr"))
            throw new FormatException("lang is not en or fr: the model reads no other language");
        if (row.Weight is not (> 0 and <= LargestWeight))
            throw new FormatException($"weight is not above 0 and at most {LargestWeight}");
        if (row.Author is null && row.ReviewId is null)
            throw new FormatException("neither author nor reviewId: lines of one person or conversation could not be kept on one side of the split");
        if (!new[] { row.Author, row.ReviewId }.OfType<string>().All(id => HashedId().IsMatch(id)))
            throw new FormatException("author and reviewId are hashed ids of 16 to 128 letters, digits, '-' or '_'; names stay out");
        var (labels, targets) = ReviewedLabels.Read(row.Labels);
        return new ReviewedLine(new LabelledLine(row.Text, row.Lang, Source, null, DataSplit.Train, labels), targets, row.Author, row.ReviewId, row.Weight, row.DecidedAt);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{16,128}$", RegexOptions.CultureInvariant)]
    private static partial Regex HashedId();

    internal sealed record Row(
        string Text, string Lang, JsonElement Labels, string Source, string? ReviewId = null, string? Author = null, DateTimeOffset? DecidedAt = null, float Weight = 1);

    // A field that is not known stops the reading: nothing comes along that was not meant to.
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(Row))]
    internal sealed partial class ReviewedJson : JsonSerializerContext;
}
