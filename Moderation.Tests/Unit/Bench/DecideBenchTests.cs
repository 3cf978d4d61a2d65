using System.Text.Json;
using Moderation.Cli.Bench;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Bench;

public sealed class DecideBenchTests
{
    [Fact]
    public void The_mix_is_the_same_in_every_run_mostly_clean_lines_and_faultless()
    {
        var (mix, again) = (new DecideMix(20, "age-model", 1), new DecideMix(20, "age-model", 1));
        var signals = Enumerable.Range(0, 4_000).Select(_ => mix.Next().Signal).ToList();

        Assert.Equal(Enumerable.Range(0, 4_000).Select(_ => Json(again.Next().Signal)), signals.Select(Json));
        Assert.All(signals.Concat(mix.Begin(0)), signal => Assert.Equal("", RecordReader.Read(JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord), WireJson.Default.SignalRecord).Detail));
        var lines = signals.OfType<TextSignal>().ToList();
        Assert.InRange(lines.Count, 2_600, 3_000);
        Assert.InRange(lines.Count(line => line.Scores.Any(score => score.Flagged)), 20, 120);
        Assert.True(signals.OfType<GiftSignal>().Any() && signals.OfType<FlagSignal>().Any() && signals.OfType<StandingSignal>().Any() && signals.OfType<FrameSignal>().Count() > 800);
    }

    [Fact]
    public void A_varied_sheet_has_another_name_and_lower_thresholds_and_keeps_its_counts()
    {
        Assert.Equal("policy: a.b.v2\nwhen: x >= 0.784 and y >= 3", DecideSheets.Vary("policy: a.b\nwhen: x >= 0.80 and y >= 3", 2));
        Assert.Equal("policy: a.b", DecideSheets.Vary("policy: a.b", 0));
    }

    [Fact]
    public void The_best_rounds_count_and_the_report_is_one_line_with_stable_names()
    {
        var report = DecideBenchReport.Of(50, 10, [new DecideRound(1000, 0.002, 0.005, 10_000), new DecideRound(1000, 0.001, 0.004, 10_000)], 7, 5000, [1, 2, 9], [0.5, 1.5]);

        Assert.Equal((1_000_000, 250_000, 0.25, 10), (report.ReadPerSecond, report.DecidePerSecond, report.Ratio, report.BytesAllocatedPerSignal));
        Assert.Equal((2, 9), (report.MedianSnapshotBytes, report.LargestSnapshotBytes));
        Assert.True(report.GoalReached);
        Assert.DoesNotContain('\n', report.ToJson());
        Assert.Contains("\"decide_per_second\":250000", report.ToJson(), StringComparison.Ordinal);
    }

    private static string Json(SignalRecord signal) => JsonSerializer.Serialize(signal, WireJson.Default.SignalRecord);
}
