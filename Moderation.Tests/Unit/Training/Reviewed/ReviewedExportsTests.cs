using Moderation.Tests.Support;
using Moderation.Training.Text;
using Moderation.Training.Text.Reviewed;

namespace Moderation.Tests.Unit.Training.Reviewed;

public sealed class ReviewedExportsTests
{
    private const string Consent = """{"consent": "Community policy 4, section 2"}""";
    private const string Author = "0123456789abcdef";

    [Fact]
    public void A_line_comes_with_its_labels_group_weight_and_time()
    {
        var export = Read(null, Consent, Row("""{"insult": 1, "scam": 0}""", """, "weight": 2, "decidedAt": "2026-11-01T10:00:00Z" """));
        var line = Assert.Single(export.Lines);
        Assert.Equal(("Community policy 4, section 2", Author, 2f, 2026), (export.Consent, line.Author, line.Weight, line.DecidedAt!.Value.Year));
        Assert.Equal((true, true, false, null), (Label(line, "insult"), Label(line, "toxic"), Label(line, "scam"), Label(line, "grooming")));
        Assert.Equal((1f, 1f, 0f, null), (Target(line, "insult"), Target(line, "toxic"), Target(line, "scam"), Target(line, "grooming")));
    }

    [Fact]
    public void A_list_of_labels_judges_every_label()
    {
        var line = Assert.Single(Read(null, Consent, Row("""["scam"]""")).Lines);
        Assert.Equal((true, true, false), (Label(line, "scam"), Label(line, "any_solicitation"), Label(line, "toxic")));
        Assert.DoesNotContain(null, line.Targets);
    }

    [Fact]
    public void Raters_who_disagree_leave_a_share_to_learn_and_the_majority_to_measure_by()
    {
        var line = Assert.Single(Read(null, Consent, Row("""{"insult": 0.75, "hate": 0.25, "threat": 0.5}""")).Lines);
        Assert.Equal((true, false, null, true), (Label(line, "insult"), Label(line, "hate"), Label(line, "threat"), Label(line, "toxic")));
        Assert.Equal((0.75f, 0.25f, 0.5f, 0.75f), (Target(line, "insult"), Target(line, "hate"), Target(line, "threat"), Target(line, "toxic")));
    }

    [Fact]
    public void Without_a_statement_of_the_policy_nothing_is_read()
    {
        var refusal = Assert.Throws<TrainingRefusal>(() => Read(null, Row("""{"toxic": 1}""")));
        Assert.Contains("--consent", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<TrainingRefusal>(() => Read(" ", """{"consent": " "}""", Row("""{"toxic": 1}""")));
        Assert.Equal("by word", Read("by word", Row("""{"toxic": 1}""")).Consent);
    }

    [Theory]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxc": 1}, "source": "reviewed", "author": "0123456789abcdef"}""", "'toxc' is no label")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1.5}, "source": "reviewed", "author": "0123456789abcdef"}""", "0 to 1")]
    [InlineData("""{"text": "x", "lang": "de", "labels": {"toxic": 1}, "source": "reviewed", "author": "0123456789abcdef"}""", "lang")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1}, "source": "davidson", "author": "0123456789abcdef"}""", "source")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1}, "source": "reviewed"}""", "reviewId")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1}, "source": "reviewed", "author": "Jane Doe"}""", "names stay out")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1}, "source": "reviewed", "author": "0123456789abcdef", "userName": "x"}""", "userName")]
    [InlineData("""{"text": "x", "lang": "en", "labels": {"toxic": 1}, "source": "reviewed", "author": "0123456789abcdef", "weight": 0}""", "weight")]
    [InlineData("""{"text": """, "line 2")]
    public void A_line_of_another_form_is_refused_with_its_place(string row, string reason)
    {
        var refusal = Assert.Throws<TrainingRefusal>(() => Read(null, Consent, row));
        Assert.Contains("export.jsonl, line 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static string Row(string labels, string more = "") =>
        $$"""{"text": "hello there", "lang": "en", "labels": {{labels}}, "source": "reviewed", "author": "{{Author}}"{{more}}}""";

    private static bool? Label(ReviewedLine line, string name) => line.Line.Labels[TextHeads.IndexOf(name)];

    private static float? Target(ReviewedLine line, string name) => line.Targets[TextHeads.IndexOf(name)];

    private static ReviewedExport Read(string? consent, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("export.jsonl"), lines);
        return ReviewedExports.Read(folder.File("export.jsonl"), consent);
    }
}
