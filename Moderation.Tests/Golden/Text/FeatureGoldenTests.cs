using System.Text.Json;
using Moderation.Models.Text.Explanations;
using Moderation.Models.Text.Features;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Text;

public class FeatureGoldenTests
{
    private const int RowCount = 1 << 18;

    [Fact]
    public void Lines_are_read_into_the_rows_that_a_second_implementation_found()
    {
        var (reader, ids, count) = (new FeatureReader(RowCount), new int[FeatureReader.MaxIds], 0);
        foreach (var (text, expected) in Goldens())
        {
            var length = reader.Read(text, [], ids, out _);
            Assert.True(expected.AsSpan().SequenceEqual(ids.AsSpan(0, length)), $"golden line {count + 1} has other rows");
            count++;
        }

        Assert.True(count >= 500, $"{count} golden lines");
    }

    [Fact]
    public void Explanations_name_the_same_rows()
    {
        foreach (var (text, expected) in Goldens())
            Assert.Equal(expected, FeatureTrace.Read(text, [], RowCount).Select(feature => feature.Id));
    }

    private static IEnumerable<(string Text, int[] Ids)> Goldens()
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "Moderation.Tests/Golden/Text/features-v1.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            yield return (Text(json.RootElement.GetProperty("text").GetRawText()), [.. json.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())]);
        }
    }

    /// <summary>The reader of JSON strings refuses lone surrogates, and some golden lines are about them.</summary>
    private static string Text(string literal) => System.Text.RegularExpressions.Regex.Unescape(literal[1..^1]);
}
