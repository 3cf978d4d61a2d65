using Moderation.Tests.Support;
using Moderation.Worker.Enforcement;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class FoldQueueTests
{
    private const int MostRead = 10_000;
    private readonly FoldQueue _queue = new();
    private readonly List<string> _done = [];

    [Fact]
    public void What_came_from_a_thread_that_must_not_wait_is_done_before_what_was_read()
    {
        _queue.PostRead(() => _done.Add("read"), CancellationToken.None);
        _queue.Post(() => _done.Add("order"));

        while (_queue.TryTake(TimeSpan.Zero, out var item))
            item.Run();

        Assert.Equal(["order", "read"], _done);
    }

    [Fact]
    public async Task A_reader_waits_while_much_is_to_be_done_and_goes_on_when_some_is()
    {
        for (var i = 0; i < MostRead; i++)
            _queue.PostRead(() => { }, CancellationToken.None);
        var posting = Task.Run(() => _queue.PostRead(() => _done.Add("last"), CancellationToken.None));
        _queue.Post(() => _done.Add("order"));
        Assert.True(_queue.TryTake(TimeSpan.Zero, out var first));
        first.Run();
        Assert.False(posting.IsCompleted);

        Assert.True(_queue.TryTake(TimeSpan.Zero, out _));
        await KafkaFixture.Until(() => posting.IsCompleted, "the reader goes on");
        while (_queue.TryTake(TimeSpan.Zero, out var item))
            item.Run();

        Assert.Equal(["order", "last"], _done);
    }

    [Fact]
    public async Task A_reader_that_waits_is_let_go_at_the_end_and_its_record_is_not_taken()
    {
        for (var i = 0; i < MostRead; i++)
            _queue.PostRead(() => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var posting = Task.Run(() => _queue.PostRead(() => _done.Add("late"), stop.Token));

        await stop.CancelAsync();

        await KafkaFixture.Until(() => posting.IsCompleted, "the reader is let go");
        while (_queue.TryTake(TimeSpan.Zero, out var item))
            item.Run();
        Assert.Empty(_done);
    }

    [Fact]
    public void Records_that_wait_at_the_end_are_given_up()
    {
        using var parts = new WorkerParts();
        var held = parts.Receive("live-1", [], Records.Noon);
        _queue.Post(() => _done.Add("order"), held);

        _queue.GiveUp();

        Assert.False(_queue.TryTake(TimeSpan.Zero, out _));
        Assert.True(held.Partition.WaitUntilIdle(TimeSpan.Zero));
        Assert.Equal(held.Offset, held.Partition.DurableUpTo);
    }
}
