using Confluent.Kafka;
using Moderation.Tests.Support;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Unit.Kafka;

public sealed class HeldRecordTests : IDisposable
{
    private readonly WorkerParts _parts = new();

    [Fact]
    public void A_record_is_committable_only_after_all_that_followed_from_it_is_acknowledged()
    {
        var record = Receive();
        record.Hold();
        record.Hold();

        record.Release();
        record.Release();
        Assert.Equal(0, _parts.Partition.NextCommit());

        record.Release();
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Fact]
    public void Nothing_at_or_after_an_abandoned_record_is_ever_committed()
    {
        Receive().Release();
        Receive().Abandon();
        Receive().Release();

        Assert.Equal(1, _parts.Partition.NextCommit());
        Assert.Equal(0, _parts.Partition.Quota.Held);
    }

    [Fact]
    public void What_is_committed_already_is_not_committed_again()
    {
        Receive().Release();
        _parts.Partition.MarkCommitted(1);

        Assert.Null(_parts.Partition.NextCommit());
    }

    [Fact]
    public void Replaying_records_under_the_committed_offset_commits_nothing()
    {
        _parts.Partition = new AssignedPartition(new TopicPartition("source", 0), committed: 2, new WorkQuota(10, 1));
        var replayed = Receive();
        replayed.Release();
        Receive().Release();
        var live = Receive();

        Assert.True(replayed.IsReplay);
        Assert.False(live.IsReplay);
        Assert.Null(_parts.Partition.NextCommit());
        live.Release();
        Assert.Equal(3, _parts.Partition.NextCommit());
    }

    [Fact]
    public void Waiting_ends_when_the_last_record_is_released()
    {
        var record = Receive();
        Assert.False(_parts.Partition.WaitUntilIdle(TimeSpan.FromMilliseconds(1)));

        record.Release();
        Assert.True(_parts.Partition.WaitUntilIdle(TimeSpan.Zero));
    }

    [Fact]
    public void A_quota_is_full_at_its_high_mark_and_has_room_only_at_its_low_mark()
    {
        var quota = new WorkQuota(high: 3, low: 1);
        quota.Add();
        quota.Add();
        Assert.False(quota.IsFull);
        Assert.False(quota.HasRoom);
        quota.Add();
        Assert.True(quota.IsFull);
        quota.Remove();
        quota.Remove();
        Assert.True(quota.HasRoom);
    }

    [Theory]
    [InlineData(100, 40, 40)]
    [InlineData(100, 140, 100)]
    [InlineData(-1001, 40, -1001)]
    [InlineData(100, -1, 100)]
    public void A_window_never_begins_after_the_committed_offset(long committed, long found, long expected)
    {
        Assert.Equal(expected, WindowReplayStart.Earlier(committed, found).Value);
    }

    public void Dispose() => _parts.Dispose();

    private HeldRecord Receive() => _parts.Receive("live-1", [1], DateTimeOffset.UnixEpoch);
}
