using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Demo;

public sealed class WorkerMetricsTests
{
    [Fact]
    public void Frames_that_were_not_chosen_are_counted_by_reason_and_taken_ones_are_not()
    {
        var counts = WorkerMetrics.Read(PrometheusText.Parse("""
            moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="taken"} 40
            moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="rate"} 120
            moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="overload"} 2
            moderation_scoring_frames_total{otel_scope_name="Moderation.Worker",fate="scored"} 38
            """));

        Assert.Equal(new Dictionary<string, long> { ["rate"] = 120, ["overload"] = 2 }, counts.FramesSampledOut);
    }

    [Fact]
    public void Lines_that_were_skipped_are_counted_by_reason_and_taken_ones_are_not()
    {
        var counts = WorkerMetrics.Read(PrometheusText.Parse("""
            moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="taken",reason="all"} 400
            moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="taken",reason="risk"} 12
            moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="skipped",reason="late"} 7
            moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="skipped",reason="too_old"} 1
            """));

        Assert.Equal(new Dictionary<string, long> { ["late"] = 7, ["too_old"] = 1 }, counts.LinesSkipped);
        Assert.Empty(counts.FramesSampledOut);
    }

    [Fact]
    public void A_run_counts_only_what_came_after_its_beginning()
    {
        var before = new WorkerCounts(new Dictionary<string, long> { ["rate"] = 100 }, new Dictionary<string, long> { ["late"] = 5 });
        var now = new WorkerCounts(new Dictionary<string, long> { ["rate"] = 130, ["stale"] = 1 }, new Dictionary<string, long> { ["late"] = 7 });

        Assert.Equal(new Dictionary<string, long> { ["rate"] = 30, ["stale"] = 1 }, now.Since(before).FramesSampledOut);
        Assert.Equal(new Dictionary<string, long> { ["late"] = 2 }, now.Since(before).LinesSkipped);
    }
}
