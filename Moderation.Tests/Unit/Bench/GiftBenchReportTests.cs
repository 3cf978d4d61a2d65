using System.Text.Json;
using Moderation.Cli.Bench;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Bench;

public sealed class GiftBenchReportTests
{
    [Fact]
    public void Paths_are_told_apart_and_wrong_answers_are_a_share_of_all()
    {
        var rounds = Enumerable.Range(1, 3).Select(round => GiftBenchRound.Of(
            [.. Enumerable.Repeat((GiftAnswerSeen.Nothing, TimeSpan.FromMilliseconds(1)), 100)],
            [
                .. Enumerable.Range(1, 100).Select(ms => (GiftAnswerSeen.Allow, TimeSpan.FromMilliseconds(ms * round))),
                .. Enumerable.Repeat((GiftAnswerSeen.Hold, TimeSpan.FromMilliseconds(7)), 50),
                .. Enumerable.Repeat((GiftAnswerSeen.Wrong, TimeSpan.FromSeconds(9)), 10),
            ]));

        var report = GiftBenchReport.Of(2000, 10_000, [.. rounds]);

        Assert.Equal((300, 1, 1), (report.Nothing.Requests, report.Nothing.P50Ms, report.Nothing.P99Ms));
        Assert.Equal((150, 7, 7), (report.Hold.Requests, report.Hold.P50Ms, report.Hold.P99Ms));
        Assert.Equal([99, 198, 297], report.AllowP99MsByRound);
        Assert.Equal((198, 7), (report.AllowRatioP99, report.HoldRatioP99));
        Assert.Equal(30 / 780.0, report.ErrorShare, 1e-12);
        Assert.Contains("3.8462 %", report.Explain(), StringComparison.Ordinal);
        Assert.Equal(198, JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("allow_ratio_p99").GetDouble());
    }

    [Fact]
    public async Task Slow_answer_delays_no_later_question_and_counts_from_when_it_was_due()
    {
        var answers = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource<int>()).ToList();
        var asked = 0;
        var running = OpenLoop.RunAsync(1000, TimeSpan.FromMilliseconds(5), number =>
        {
            Interlocked.Increment(ref asked);
            return answers[number].Task;
        }, TimeProvider.System, CancellationToken.None);

        // All five are asked though none is answered.
        await KafkaFixture.Until(() => Volatile.Read(ref asked) == 5, "all are asked");
        Assert.False(running.IsCompleted);
        for (var number = 4; number >= 0; number--)
            answers[number].SetResult(number);

        var done = await running;
        Assert.Equal([0, 1, 2, 3, 4], done.Select(one => one.Answer));
        Assert.All(done, one => Assert.True(one.Took > TimeSpan.Zero));
    }
}
