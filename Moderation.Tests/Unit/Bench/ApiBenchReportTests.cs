using System.Text.Json;
using Moderation.Cli.Bench;

namespace Moderation.Tests.Unit.Bench;

public sealed class ApiBenchReportTests
{
    private static readonly PageTimes Page = new("first page", 1000, 1.25, 7.5);

    [Fact]
    public void A_first_portion_that_warms_up_does_not_move_the_result()
    {
        var warm = new ProjectedPortion(1000, PlainSeconds: 0.01, ProjectedSeconds: 0.1);
        var cold = new ProjectedPortion(1000, PlainSeconds: 5, ProjectedSeconds: 10);

        var report = ApiBenchReport.Of([cold, warm, warm], byteCount: 3_000_000, [Page]);

        Assert.Equal((100_000, 10_000, 0.1), (report.PlainPerSecond, report.ProjectedPerSecond, report.Ratio));
        Assert.Equal((3000, 1000), (report.Reports, report.BytesPerReport));
    }

    [Fact]
    public void The_report_is_one_line_with_stable_names()
    {
        var json = ApiBenchReport.Of([new ProjectedPortion(10, 1, 2)], 10, [Page]).ToJson();

        Assert.DoesNotContain('\n', json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(5, root.GetProperty("projected_per_second").GetDouble());
        Assert.Equal(7.5, root.GetProperty("pages")[0].GetProperty("p99_ms").GetDouble());
    }
}
