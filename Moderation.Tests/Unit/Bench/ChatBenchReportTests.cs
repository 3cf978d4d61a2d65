using System.Text.Json;
using Moderation.Cli.Bench;

namespace Moderation.Tests.Unit.Bench;

public sealed class ChatBenchReportTests
{
    [Fact]
    public void The_best_rounds_are_compared_and_both_goals_must_be_reached()
    {
        var report = Report(Round(100_000, 95_000), Round(200_000, 180_000), Round(160_000, 152_000));

        Assert.Equal((200_000, 180_000, 0.9), (report.Bare.LinesPerSecondAndCore, report.Scorer.LinesPerSecondAndCore, report.Ratio));
        Assert.Equal(160_000, report.Bare.MedianLinesPerSecondAndCore);
        Assert.Equal([0.95, 0.9, 0.95], report.Ratios);
        Assert.True(report.GoalReached);
        Assert.False(Report(Round(200_000, 179_000)).GoalReached);
        Assert.False(Report(Round(150_000, 149_000)).GoalReached);
    }

    [Fact]
    public void The_worker_is_measured_by_its_own_processor_time()
    {
        var report = Report(Round(1, 1), Round(1, 1));

        Assert.Equal((2_500, 1_000), (report.Worker.LinesPerSecondAndCore, report.WorkerLinesPerSecond));
        Assert.Equal(700, report.Worker.BytesAllocatedPerLine);
    }

    [Fact]
    public void The_report_is_one_line_with_stable_names()
    {
        var json = Report(Round(10, 9)).ToJson();

        Assert.DoesNotContain('\n', json);
        Assert.Equal(
            [
                "cores", "load", "distinct_lines", "characters_per_line", "bare", "scorer", "worker", "worker_lines_per_second", "ratio", "ratios", "transformer",
                "lines_goal", "share_goal", "goal_reached",
            ],
            JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Lines_to_measure_with_are_short_varied_and_the_same_in_every_run()
    {
        var lines = BenchLines.Make(4_096);

        Assert.Equal(lines, BenchLines.Make(4_096));
        Assert.InRange(lines.Average(line => line.Length), 20, 30);
        Assert.InRange(lines.Distinct().Count(), 4_000, 4_096);
    }

    private static ChatBenchReport Report(params ChatRounds[] rounds) =>
        ChatBenchReport.Of(["hello", "salut"], rounds, [new TransformerSide(16, 8, 20.5)], [0.5, 1.5]);

    private static ChatRounds Round(long bare, long scorer) =>
        new(new TextRound(bare * 2, 2, 0), new TextRound(scorer * 2, 2, scorer * 2 * 8), new RoundResult(2_000, 2, 1_400_000, 0.8));
}
