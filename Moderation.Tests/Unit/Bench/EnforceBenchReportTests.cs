using System.Text.Json;
using Moderation.Cli.Bench;

namespace Moderation.Tests.Unit.Bench;

public sealed class EnforceBenchReportTests
{
    [Fact]
    public void Ratios_are_taken_round_by_round_so_that_a_round_in_which_the_machine_was_busy_moves_both_sides()
    {
        EnforceRound[] rounds = [new([2, 2, 4], [6, 6, 8], 0.1), new([20, 20, 40], [60, 60, 80], 0.1), new([2, 2, 4], [6, 6, 8], 0.1)];

        var report = EnforceBenchReport.Of(100, rounds, [1, null]);

        Assert.Equal((3, 2), (report.RatioP50, report.RatioP99));
        Assert.Equal((4, 8), (report.BareP50Ms, report.EnforcedP50Ms));
        Assert.Equal((9, 33.333), (report.Orders, report.CpuMsPerOrder));
    }

    [Fact]
    public void The_report_is_one_line_with_stable_names()
    {
        var json = EnforceBenchReport.Of(50, [new EnforceRound([1], [3], 0.002)], [0.5, 0.5]).ToJson();

        Assert.DoesNotContain('\n', json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(3, root.GetProperty("enforced_p99_ms").GetDouble());
        Assert.Equal(3, root.GetProperty("ratio_p50").GetDouble());
        Assert.Equal(2, root.GetProperty("cpu_ms_per_order").GetDouble());
    }
}
