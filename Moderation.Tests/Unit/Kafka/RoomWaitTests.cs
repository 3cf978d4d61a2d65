using Microsoft.Extensions.Time.Testing;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Unit.Kafka;

public sealed class RoomWaitTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private bool _isFull = true;

    [Fact]
    public void Where_there_is_room_nobody_waits_and_a_full_partition_is_paused_for_the_others()
    {
        _isFull = false;
        var room = Make();

        Assert.False(room.Wait());
        Assert.True(room.IsOver);
    }

    [Fact]
    public void Where_there_is_room_nowhere_it_is_waited_for_and_nothing_is_paused()
    {
        var room = Make();

        Assert.False(room.IsOver);
        Assert.True(room.Wait());
        Assert.True(room.Wait());
        Assert.False(room.IsOver);
    }

    [Fact]
    public void Room_that_does_not_come_is_not_waited_for_any_longer_until_it_has_come_once()
    {
        var room = Make();
        room.Wait();
        _time.Advance(Long);

        Assert.False(room.Wait());
        Assert.True(room.IsOver);

        _isFull = false;
        Assert.False(room.Wait());
        _isFull = true;
        Assert.True(room.Wait());
        Assert.False(room.IsOver);
    }

    private RoomWait Make() => new(() => _isFull, _time, CancellationToken.None);
}
