using CsCheck;
using Moderation.Api.Operations;

namespace Moderation.Tests.Unit.Operations;

public sealed class WorkerSightTests
{
    private const string Address = "http://127.0.0.1:5081";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Before_the_first_answer_all_is_unknown_since_asking_began_and_after_it_rates_are()
    {
        var unseen = WorkerSight.Unseen(Address, Noon);
        var missed = unseen.Missed("nobody listens");
        var seen = missed.Saw(Counts(taken: 7), Noon.AddSeconds(5));

        Assert.Equal(new WorkerResponse(Address, null, Noon, null, null, null), unseen.Response());
        Assert.Equal(new WorkerResponse(Address, null, Noon, "nobody listens", null, null), missed.Response());
        Assert.Equal((Noon.AddSeconds(5), null, null), (seen.Response().SeenAt, seen.Response().UnknownSince, seen.Response().Trouble));
        Assert.Equal((null, new WorkerCount(7, null)), (seen.Response().Frames!.OverSeconds, seen.Response().Frames!.Read));
    }

    [Fact]
    public void Whatever_is_counted_between_two_looks_is_the_rate_times_the_time_and_what_was_read_was_sampled_or_shed() => Gen
        .Select(Counter.Array[5], Counter.Array[5], Gen.Int[1, 600_000])
        .Sample((first, more, milliseconds) =>
        {
            var second = first.Zip(more, (one, other) => one + other).ToArray();
            var response = WorkerSight.Unseen(Address, Noon).Saw(Counts(first), Noon).Saw(Counts(second), Noon.AddMilliseconds(milliseconds)).Response();
            var frames = response.Frames!;

            Assert.Equal(milliseconds / 1000.0, frames.OverSeconds!.Value, 1e-9);
            Assert.All([frames.Read, frames.Sampled, .. frames.Shed.Values], count => Assert.True(count.PerSecond >= 0));
            Assert.Equal(more[0] + more[1] + more[2], frames.Read.PerSecond!.Value * frames.OverSeconds.Value, 1e-3);
            Assert.Equal(frames.Read.Total, frames.Sampled.Total + frames.Shed.Values.Sum(count => count.Total));
            Assert.Equal(second[2], frames.Shed["stale"].Total);
            Assert.Equal((second[3] + second[4], second[4]), (response.Messages!.Read.Total, response.Messages.Shed["late"].Total));
        });

    [Fact]
    public void A_worker_that_stops_answering_is_unknown_since_it_last_did_and_says_no_figure()
    {
        var seen = WorkerSight.Unseen(Address, Noon).Saw(Counts(taken: 7), Noon).Saw(Counts(taken: 17), Noon.AddSeconds(5));
        var missed = seen.Missed("refused").Missed("no answer within 2 s");

        Assert.Equal(2, seen.Response().Frames!.Read.PerSecond);
        Assert.Equal(new WorkerResponse(Address, Noon.AddSeconds(5), Noon.AddSeconds(5), "no answer within 2 s", null, null), missed.Response());
        // It was away for an hour: what it does now needs two looks.
        Assert.Null(missed.Saw(Counts(taken: 17_000), Noon.AddHours(1)).Response().Frames!.Read.PerSecond);
    }

    [Fact]
    public void A_worker_that_was_started_anew_has_no_rates_until_the_second_look_after_it()
    {
        var before = WorkerSight.Unseen(Address, Noon).Saw(Counts(taken: 100), Noon).Saw(Counts(taken: 200), Noon.AddSeconds(5));
        var anew = before.Saw(Counts(taken: 3), Noon.AddSeconds(10));

        Assert.Equal(new WorkerCount(3, null), anew.Response().Frames!.Read);
        Assert.Equal(new WorkerCount(13, 2), anew.Saw(Counts(taken: 13), Noon.AddSeconds(15)).Response().Frames!.Read);
    }

    [Fact]
    public void A_page_without_a_workers_metrics_is_refused_and_a_counter_that_is_not_there_has_counted_nothing()
    {
        Assert.Throws<FormatException>(() => WorkerCounts.Read("moderation_projection_records_total{otel_scope_name=\"Moderation.Api\"} 7"));
        Assert.Throws<FormatException>(() => WorkerCounts.Read("<html>a page of somebody else</html>"));
        var idle = WorkerCounts.Read("moderation_kafka_partitions{otel_scope_name=\"Moderation.Worker\",loop=\"frames\"} 4");

        Assert.Equal((0, 0, 0, 0), (idle.FramesRead, idle.FramesSampled, idle.LinesRead, idle.LinesScored));
    }

    private static Gen<int> Counter => Gen.Int[0, 1_000_000];

    private static WorkerCounts Counts(int taken) => Counts([taken, 0, 0, 0, 0]);

    /// <summary>Taken, not taken by rate and as stale; lines taken and skipped. A third of what was taken was shed later.</summary>
    private static WorkerCounts Counts(int[] counters) => WorkerCounts.Read($$"""
        moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="taken"} {{counters[0]}}
        moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="rate"} {{counters[1]}}
        moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="stale"} {{counters[2]}}
        moderation_sampling_frames_total{otel_scope_name="Moderation.Worker",fate="overload"} {{counters[0] / 3}}
        moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="taken",reason="all"} {{counters[3]}}
        moderation_sampling_lines_total{otel_scope_name="Moderation.Worker",fate="skipped",reason="late"} {{counters[4]}}
        """);
}
