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
        var report = DecideBenchReport.Of(
            50, 10, [Round(0.010, 0.002, 0.010, 0.020), Round(0.005, 0.001, 0.004, 0.005), Round(0.006, 0.003, 0.006, 0.010)], 7, 5000, [1, 2, 9], [0.5, 1.5]);

        Assert.Equal((200_000, 1_000_000, 250_000, 0.25, 10), (report.GeneratedReadPerSecond, report.ReadPerSecond, report.DecidePerSecond, report.Ratio, report.BytesAllocatedPerSignal));
        Assert.Equal((500_000, 166_667), (report.MedianReadPerSecond, report.MedianDecidePerSecond));
        Assert.Equal((200_000, 100_000, 0.086), (report.WallDecidePerSecond, report.MedianWallDecidePerSecond, report.CollectingShare));
        Assert.Equal((2, 9), (report.MedianSnapshotBytes, report.LargestSnapshotBytes));
        Assert.True(report is { GoalReached: true, GoalReachedByMedian: false });
        Assert.DoesNotContain('\n', report.ToJson());
        Assert.Contains("\"decide_per_second\":250000", report.ToJson(), StringComparison.Ordinal);
    }

    private static DecideRound Round(double generated, double read, double decide, double wall) =>
        new(1000, new Taken(generated, generated), new Taken(read, read), new Taken(decide, wall), 10_000, 0.001);

    private static string Json(SignalRecord signal) => JsonSerializer.Serialize(signal, WireJson.Default.SignalRecord);
}
