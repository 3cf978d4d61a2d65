using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Moderation.Core.Decisions;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.TextLines;

namespace Moderation.Tests.Unit.Decisions.Text;

/// <summary>Of which languages the lines are that a report rests on.</summary>
public sealed class LineLanguageTests
{
    private static readonly string[] Tags = ["en", "fr", "de", "pt-BR", ""];

    // Of whatever is told about lines, also by other writers: in any order, and counts that are none.
    private static readonly Gen<LanguageEvidence[]> Told = Gen.Select(Gen.Int[0, Tags.Length - 1], Gen.Int[-1, 4], (tag, count) => new LanguageEvidence(Tags[tag], count)).Array[0, 6];

    [Fact]
    public void Flagged_lines_are_counted_by_language_and_neither_clean_lines_nor_lines_without_one()
    {
        var log = Running();
        foreach (var (line, i) in new[] { "fr", "en", "fr", null, "", "fr", "en", "fr" }.Select((language, i) => (Line(10 * i, $"m{i}", User(1), User(2)) with { Language = language }, i)))
        {
            log.Append(Line(10 * i, $"clean{i}", User(1), User(2)) with { Language = "en" });
            log.Append(line.Flagged(0.8, TextLabel.Harassment));
        }

        var evidence = Assert.IsType<TextEvidenceSummary>(Assert.Single(log.Reports).Evidence);
        var read = new[] { "fr", "en", "fr", null, "", "fr", "en", "fr" }[..(int)evidence.FlaggedLines];
        Assert.Equal(read.Where(language => !string.IsNullOrEmpty(language)).CountBy(language => language!).OrderBy(pair => pair.Key).Select(pair => new LanguageEvidence(pair.Key, pair.Value)), evidence.Languages);
        Assert.True(evidence.Languages.Count == 2 && evidence.FlaggedLines > evidence.Languages.Sum(language => language.Count), "the report came too early to prove anything");
        Assert.Equal("fr", evidence.FindLanguage());
    }

    [Fact]
    public void Languages_outlive_a_crash()
    {
        var (whole, crashed) = (Running(), Running());
        for (var i = 0; i < 8; i++)
        {
            var line = Line(10 * i, $"m{i}", User(1), User(2)).Flagged(0.8, TextLabel.Harassment) with { Language = i % 3 == 0 ? null : i % 3 == 1 ? "en" : "fr" };
            whole.Append(line);
            crashed.Append(line).Crashes();
        }

        Assert.NotEmpty(Assert.IsType<TextEvidenceSummary>(Assert.Single(whole.Reports).Evidence).Languages);
        Assert.Equal(Json(whole.Reports[0]), Json(crashed.Reports[0]));
    }

    [Fact]
    public void A_snapshot_of_another_form_is_refused_with_both_forms()
    {
        var decider = Running().Append(Line(1, "m1", User(1)).Flagged(0.8, TextLabel.Toxic)).Decider;
        var snapshot = decider.Save();

        var refusal = Assert.Throws<FormatException>(() => LiveDecider.Restore(decider.Rules, snapshot with { Format = 3 }, TestPolicies.Shipped));
        Assert.Contains("of form 3, this build reads 4", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(snapshot.State, LiveDecider.Restore(decider.Rules, snapshot, TestPolicies.Shipped).Save().State);
    }

    [Fact]
    public void The_language_of_a_report_is_that_of_most_lines_and_of_as_many_the_first_in_ordinal_order() => Told.Sample(told =>
    {
        // The naive twin: whoever is beaten by nobody.
        var each = told.DistinctBy(one => one.Language).ToList();
        var real = each.Where(one => one.Language.Length > 0 && one.Count > 0).ToList();
        var expected = real.SingleOrDefault(one => real.TrueForAll(other => other.Count < one.Count || (other.Count == one.Count && string.CompareOrdinal(one.Language, other.Language) <= 0))).Language;
        Assert.Equal(expected, Summary(each).FindLanguage());
    });

    [Fact]
    public void A_record_of_an_older_build_tells_no_language_and_neither_does_evidence_without_lines()
    {
        var report = Records.TextReport(1);
        var written = JsonNode.Parse(Json(report))!;
        Assert.True(written["evidence"]!.AsObject().Remove("languages"));
        var old = written.Deserialize(WireJson.Default.ReportRecord)!;

        Assert.Empty(Assert.IsType<TextEvidenceSummary>(old.Evidence).Languages);
        Assert.Null(old.Evidence.FindLanguage());
        Assert.Null(old.FindFault());
        Assert.Null(Records.Report(1).Evidence.FindLanguage());
    }

    private static TextEvidenceSummary Summary(IEnumerable<LanguageEvidence> languages) => (TextEvidenceSummary)Records.TextReport(1).Evidence with { Languages = [.. languages] };

    private static string Json(ReportRecord report) => JsonSerializer.Serialize(report, WireJson.Default.ReportRecord);
}
