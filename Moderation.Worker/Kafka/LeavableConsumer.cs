using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>A consumer that can be left behind when it does not let itself be closed.</summary>
/// <remarks>
/// A process that stood still for longer than its session and goes on has been put out of its group. Closing its consumer was then seen not to return, with
/// the client's main thread at full load, and disposing it waits for the same thing. The group has forgotten such a member anyway, so the process may end without it.
/// </remarks>
internal sealed class LeavableConsumer(IConsumer<byte[]?, byte[]?> consumer) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private bool _isStuck;

    public IConsumer<byte[]?, byte[]?> Consumer => consumer;

    /// <summary>Leaves the group; the handlers of taken partitions run before it returns.</summary>
    /// <returns>Whether it was left in time.</returns>
    public bool Leave()
    {
        var closing = Task.Factory.StartNew(consumer.Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // By the handle, because waiting for a task by itself would let its fault come out wrapped.
        _isStuck = !((IAsyncResult)closing).AsyncWaitHandle.WaitOne(Patience);
        if (!_isStuck)
            closing.GetAwaiter().GetResult();
        return !_isStuck;
    }

    public void Dispose()
    {
        if (!_isStuck)
            consumer.Dispose();
    }
}
