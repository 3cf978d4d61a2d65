using Moderation.Cli;
using Moderation.Cli.Evaluation.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evaluation.Text;

public sealed class TextEvaluationTests
{
    [Fact]
    public void A_disguise_costs_the_ranking_it_disturbs_and_nothing_else()
    {
        // scores are halved where the plain word is gone: a positive at 0.6 then falls under a negative at 0.4
        var rows = Enumerable.Range(0, 200).Select(i => $$$"""{"text":"tulip 0={{{(i % 2 == 0 ? "0.6" : "0.4")}}}","lang":"en","labels":{"toxic":{{{1 - i % 2}}}},"source":"s"}""");
        var report = Run(rows, TextAttack.ZeroWidth);
        var measure = report.Attacks.Single(a => a.Language == "en");
        Assert.Equal(("zero-width", "toxic", 200, 1.0), (measure.Attack, measure.Label, measure.Lines, measure.CleanAuc));

        // with 60 % altered: right unless the positive alone is halved, 1 - 0.6 * 0.4
        Assert.InRange(measure.AttackedAuc, 0.68, 0.84);
        Assert.Equal(measure.CleanAuc - measure.AttackedAuc, measure.AucLost);
        Assert.Equal(1, measure.CleanRecallAtFivePercent);
        Assert.InRange(measure.AttackedRecallAtFivePercent!.Value, 0.25, 0.55);
    }

    [Fact]
    public void A_line_with_nothing_to_read_is_counted_and_is_in_no_figure()
    {
        var report = Run(["""{"text":" ","lang":"en","labels":{"toxic":1}}""", """{"text":"tulip 0=0.9","lang":"en","labels":{"toxic":1}}""", """{"text":"tulip","lang":"en","labels":{"toxic":0}}"""]);
        Assert.Equal((3, 1), (report.Lines, report.NotScored));
        var toxic = report.Measures.First(m => m.Label == "toxic");
        Assert.Equal((2, 1, 1.0, 1.0), (toxic.Lines, toxic.Positives, toxic.RocAuc, toxic.Recall));
    }

    [Fact]
    public void Positives_alone_have_a_recall_but_no_curve()
    {
        var report = Run(["""{"text":"tulip 0=0.9","lang":"en","labels":{"toxic":1}}"""]);
        var toxic = report.Measures.First(m => m.Label == "toxic");
        Assert.Equal((null, null, null, 1.0), (toxic.RocAuc, toxic.RecallAtOnePercent, toxic.FalsePositiveShare, toxic.Recall));
        Assert.Empty(report.Clean);
        Assert.Empty(report.Solicitation);
    }

    [Fact]
    public void Without_a_label_of_the_model_there_is_nothing_to_measure()
    {
        var fault = Assert.Throws<ToolException>(() => Run(["""{"text":"tulip","lang":"en","labels":{"spam":1}}"""]));
        Assert.Contains("nothing to measure: 1 lines", fault.Message, StringComparison.Ordinal);
    }

    private static TextReport Run(IEnumerable<string> rows, params TextAttack[] attacks)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("rows.jsonl"), rows);
        using var scorer = new PrintedScorer();
        return TextEvaluation.Run(new TextEvaluationOptions { Inputs = [folder.Path], Attacks = attacks, Resampling = new Resampling(200, 1) }, scorer);
    }
}
