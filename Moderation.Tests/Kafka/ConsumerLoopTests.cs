using System.Globalization;
using System.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Kafka;

public sealed class ConsumerLoopTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly string _topic;

    public ConsumerLoopTests()
    {
        _topic = $"{_kafka.Unique}.source";
        _kafka.Touch(_topic);
    }

    [Fact]
    public async Task A_graceful_stop_commits_everything_finished()
    {
        await Send(0, 40);
        using var member = new LoopHarness(_kafka, _topic, commitInterval: TimeSpan.FromMinutes(1)) { OnTake = record => record.Release() };
        await KafkaFixture.Until(() => member.Taken.Count == 40, "all taken");

        await member.Loop.StopAsync();

        Assert.Equal(40, _kafka.Committed(LoopHarness.GroupOf(_kafka), _topic));
        Assert.False(member.Fault.IsReported);
    }

    [Fact]
    public async Task A_graceful_stop_waits_for_what_is_in_hand()
    {
        await Send(0, 8);
        using var member = new LoopHarness(_kafka, _topic, commitInterval: TimeSpan.FromMinutes(1), stopPatience: TimeSpan.FromSeconds(30));
        await KafkaFixture.Until(() => member.Taken.Count == 8, "all taken");

        var stopping = member.Loop.StopAsync();
        Assert.False(stopping.IsCompleted);
        foreach (var record in member.Taken)
            record.Release();
        await stopping;

        Assert.Equal(8, _kafka.Committed(LoopHarness.GroupOf(_kafka), _topic));
    }

    [Fact]
    public async Task Work_in_hand_is_never_committed_however_much_is_finished_after_it()
    {
        for (var n = 0; n < 10; n++)
            await _kafka.SendAsync(_topic, "same"u8.ToArray(), Number(n));
        using (var member = new LoopHarness(_kafka, _topic, stopPatience: TimeSpan.Zero)
        {
            OnTake = record =>
            {
                if (Read(record) != 4)
                    record.Release();
            },
        })
        {
            await KafkaFixture.Until(() => member.Taken.Count == 10, "all taken");
            await member.Loop.StopAsync();
        }

        Assert.Equal(4, _kafka.Committed(LoopHarness.GroupOf(_kafka), _topic));
        using var next = new LoopHarness(_kafka, _topic);
        await KafkaFixture.Until(() => next.Taken.Count == 6, "redelivered");
        Assert.Equal([4, 5, 6, 7, 8, 9], next.Taken.Select(Read));
    }

    [Fact]
    public async Task A_crash_delivers_again_what_was_not_committed()
    {
        await Send(0, 20);
        using (var crashed = new LoopHarness(_kafka, _topic, commitInterval: TimeSpan.FromMinutes(1)) { OnTake = record => record.Release() })
            await KafkaFixture.Until(() => crashed.Taken.Count == 20, "all taken");

        using var next = new LoopHarness(_kafka, _topic);
        await KafkaFixture.Until(() => next.Taken.Count == 20, "redelivered");
        Assert.Equal(Enumerable.Range(0, 20), next.Taken.Select(Read).Order());
    }

    [Fact]
    public async Task Too_much_in_hand_pauses_the_partitions_and_they_resume_when_it_is_done()
    {
        var quota = new WorkQuota(high: 10, low: 2);
        await Send(0, 400);
        using var member = new LoopHarness(_kafka, _topic, quota);
        await KafkaFixture.Until(() => member.Loop.PausedCount == 4, "all partitions paused");

        // Each partition is paused when it meets a full quota, so at most one record each arrives after that.
        Assert.InRange(member.Taken.Count, 10, 14);
        Assert.Equal(member.Taken.Count, quota.Held);

        member.OnTake = record => record.Release();
        foreach (var record in member.Taken.ToArray())
            record.Release();
        await KafkaFixture.Until(() => member.Taken.Count == 400, "the rest arrives");
        Assert.Equal(Enumerable.Range(0, 400), member.Taken.Select(Read).Order());
        Assert.Equal(0, quota.Held);
    }

    [Fact]
    public async Task Members_that_come_and_go_lose_nothing()
    {
        using var first = new LoopHarness(_kafka, _topic) { OnTake = FinishLater };
        await KafkaFixture.Until(() => first.Loop.PartitionCount == 4, "the first owns all");
        await Send(0, 200);

        using var second = new LoopHarness(_kafka, _topic) { OnTake = FinishLater };
        await Send(200, 400);
        await KafkaFixture.Until(() => first.Loop.PartitionCount == 2 && second.Loop.PartitionCount == 2, "they share");
        await Send(400, 600);
        await KafkaFixture.Until(() => second.Taken.Count > 50, "the second works");
        await second.Loop.StopAsync();
        await Send(600, 800);

        await KafkaFixture.Until(() => first.Taken.Concat(second.Taken).Select(Read).Distinct().Count() == 800, "everything was taken by somebody");
        await KafkaFixture.Until(() => first.Loop.PartitionCount == 4, "the first owns all again");
        await first.Loop.StopAsync();
        Assert.Equal(800, _kafka.Committed(LoopHarness.GroupOf(_kafka), _topic));
        Assert.False(first.Fault.IsReported || second.Fault.IsReported);
    }

    public void Dispose() => _kafka.Dispose();

    /// <summary>Finishes on another thread, out of order, like lanes and acknowledgements do.</summary>
    private static void FinishLater(HeldRecord record) => ThreadPool.UnsafeQueueUserWorkItem(static held => held.Release(), record, preferLocal: true);

    private async Task Send(int from, int to) =>
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(n => _kafka.SendAsync(_topic, Number(n), Number(n))));

    private static byte[] Number(int n) => Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture));

    private static int Read(HeldRecord record) => int.Parse(Encoding.UTF8.GetString(record.Value), CultureInfo.InvariantCulture);
}
