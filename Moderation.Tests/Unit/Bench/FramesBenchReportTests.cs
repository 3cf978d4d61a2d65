using System.Text.Json;
using Moderation.Cli.Bench;

namespace Moderation.Tests.Unit.Bench;

public sealed class FramesBenchReportTests
{
    [Fact]
    public void One_disturbed_round_does_not_move_the_ratio()
    {
        var calm = new RoundPair(Round(100), Round(95));
        var disturbed = new RoundPair(Round(100), Round(10));

        var report = FramesBenchReport.Of([new BenchFrame([], 1)], [calm, disturbed, calm]);

        Assert.Equal(0.95, report.Ratio, 3);
        Assert.True(report.GoalReached);
    }

    [Fact]
    public void What_was_used_is_divided_by_all_frames_of_all_rounds()
    {
        var pairs = new[]
        {
            new RoundPair(new RoundResult(100, 1, 1_000, 2), new RoundResult(50, 1, 5_000, 1)),
            new RoundPair(new RoundResult(300, 1, 1_000, 2), new RoundResult(150, 1, 5_000, 3)),
        };

        var report = FramesBenchReport.Of([new BenchFrame([], 1)], pairs);

        Assert.Equal((10, 5), (report.Bare.CpuMsPerFrame, report.Bare.BytesAllocatedPerFrame));
        Assert.Equal((20, 50), (report.Worker.CpuMsPerFrame, report.Worker.BytesAllocatedPerFrame));
        Assert.Equal(0.5, report.CpuRatio);
    }

    [Fact]
    public void The_best_rounds_stand_beside_the_medians_and_each_round_beside_both()
    {
        var report = FramesBenchReport.Of(
            [new BenchFrame([], 1)],
            [new RoundPair(Round(100), Round(50), 0.1, 0.2), new RoundPair(Round(80), Round(76), 0.3, 0.2), new RoundPair(Round(60), Round(57), 0.2, 0.1)],
            new CoreSplit(3, [0, 1]),
            0.5);

        Assert.Equal((100, 76, 0.76), (report.Bare.BestFramesPerSecondAndCore, report.Worker.BestFramesPerSecondAndCore, report.BestRatio));
        Assert.Equal((80, 57, 0.95), (report.Bare.FramesPerSecondAndCore, report.Worker.FramesPerSecondAndCore, report.Ratio));
        Assert.Equal([0.5, 0.95, 0.95], report.Ratios);
        Assert.Equal([1, 1, 1], report.CpuRatios);
        Assert.Equal((0.2, 0.2, 3, 0.5), (report.Bare.BesideCores, report.Worker.BesideCores, report.MeasuredCore, report.LoadBefore));
    }

    [Fact]
    public void A_goal_is_not_reached_by_disturbing_the_bare_rounds()
    {
        var report = FramesBenchReport.Of([new BenchFrame([], 1)], [new RoundPair(Round(100), Round(80)), new RoundPair(Round(20), Round(60)), new RoundPair(Round(10), Round(60))]);

        Assert.Equal((3, 0.8), (report.Ratio, report.BestRatio));
        Assert.False(report.GoalReached);
    }

    [Fact]
    public void Frames_are_counted_for_each_core_that_a_side_could_use()
    {
        Assert.Equal(100, new RoundResult(400, 2, 0, 0, 2).FramesPerSecondAndCore);
        Assert.Equal(200, new RoundResult(400, 2, 0, 0).FramesPerSecondAndCore);
    }

    [Fact]
    public void A_round_goes_from_process_to_process_whole()
    {
        var round = new RoundResult(400, 2.5, 1_000, 1.75, 2) { CompilingSeconds = 0.125 };

        Assert.Equal(round, JsonSerializer.Deserialize(JsonSerializer.Serialize(round, BenchJson.Default.RoundResult), BenchJson.Default.RoundResult));
    }

    [Fact]
    public void The_report_is_one_line_with_stable_names()
    {
        var json = FramesBenchReport.Of([new BenchFrame([], 2)], [new RoundPair(Round(10), Round(9))]).ToJson();

        Assert.DoesNotContain('\n', json);
        Assert.Equal(
            ["cores", "distinct_frames", "faces_per_frame", "bare", "worker", "ratio", "cpu_ratio", "ratios", "cpu_ratios", "best_ratio", "measured_core", "load_before", "ratio_goal", "goal_reached"],
            JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name));
    }

    private static RoundResult Round(long frames) => new(frames, 1, frames * 100, frames * 0.02);
}
