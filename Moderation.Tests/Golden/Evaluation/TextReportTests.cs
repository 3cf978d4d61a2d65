using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Cli.Evaluation.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Evaluation;

/// <summary>The report over a stored file of made-up lines, against figures worked out the slow way by <c>text-report.mjs</c>.</summary>
public sealed class TextReportTests
{
    private const double Tolerance = 1e-6;

    private static readonly Lazy<JsonObject> Actual = new(() => (JsonObject)JsonSerializer.SerializeToNode(Run(), TextReportJson.Default.TextReport)!);

    [Theory]
    [InlineData("measures")]
    [InlineData("clean")]
    [InlineData("solicitation")]
    [InlineData("functional")]
    [InlineData("comparisons")]
    public void Every_figure_is_the_one_that_the_slow_way_gives(string part)
    {
        var expected = JsonNode.Parse(File.ReadAllText(Stored("text-report.json")))![part]!.AsArray();
        var actual = Actual.Value[part]!.AsArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var item in expected)
            AssertHolds(item!.AsObject(), Assert.Single(actual, other => IsSame(item, other!))!, part);
    }

    [Fact]
    public void What_the_model_does_not_know_is_counted_and_everything_else_is_named()
    {
        Assert.Equal((240, 0, 60), ((int)Actual.Value["lines"]!, (int)Actual.Value["notScored"]!, (int)Actual.Value["ignoredLabels"]!["blooming"]!));
        Assert.Equal("printed", (string)Actual.Value["models"]![0]!["name"]!);
        Assert.All(Actual.Value["languages"]!.AsArray(), language => Assert.Equal(1, (double)language!["readAsStated"]!));
    }

    [Fact]
    public void The_table_for_people_and_the_page_show_figures_and_never_a_text()
    {
        var (report, output) = (Run(), new StringWriter());
        TextReportText.Write(report, output);
        ComparisonMarkdown.Write(report, Options, output);
        Assert.Contains("any_solicitation", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("--input text-rows.jsonl --split test", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tulip", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.Root, output.ToString(), StringComparison.Ordinal);
    }

    private static TextEvaluationOptions Options => new() { Inputs = [Stored("text-rows.jsonl")], Split = "test", Resampling = new Resampling(0, 1) };

    private static TextReport Run()
    {
        using var scorer = new PrintedScorer();
        return TextEvaluation.Run(Options, scorer);
    }

    private static string Stored(string file) => Path.Combine(Repository.Root, "Moderation.Tests", "Golden", "Evaluation", file);

    private static bool IsSame(JsonNode a, JsonNode b) =>
        new[] { "language", "source", "label", "system" }.All(key => (string?)a[key] == (string?)b[key]);

    private static void AssertHolds(JsonObject expected, JsonNode actual, string place)
    {
        foreach (var (key, value) in expected)
        {
            var (found, where) = (actual[key], $"{place} {actual.ToJsonString()[..80]} {key}");
            if (value is JsonObject inner)
                AssertHolds(inner, found!, where);
            else if (value?.GetValueKind() == JsonValueKind.Number)
                Assert.True(found is not null && Math.Abs((double)value - (double)found) < Tolerance, $"{where}: {value} and {found}");
            else
                Assert.True((string?)value == (string?)found, $"{where}: {value} and {found}");
        }
    }
}
