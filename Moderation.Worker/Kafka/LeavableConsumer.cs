using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>A consumer that can be left behind when it does not answer any more.</summary>
/// <remarks>
/// A process that stood still for longer than its session and goes on has been put out of its group. Committing with or closing its consumer was then seen not to
/// return, with the client's main thread at full load, and disposing it waits for the same thing. The group has forgotten such a member anyway, so the process may end without it.
/// </remarks>
internal sealed class LeavableConsumer(IConsumer<byte[]?, byte[]?> consumer) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private bool _isStuck;

    public IConsumer<byte[]?, byte[]?> Consumer => consumer;

    /// <summary>Does something with the consumer that may never return.</summary>
    /// <returns>Whether it returned in time; once something did not, nothing more is tried.</returns>
    public bool Within(Action action)
    {
        if (_isStuck)
            return false;
        var doing = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _isStuck = !((IAsyncResult)doing).AsyncWaitHandle.WaitOne(Patience);
        if (!_isStuck)
            doing.GetAwaiter().GetResult();
        return !_isStuck;
    }

    public void Dispose()
    {
        if (!_isStuck)
            consumer.Dispose();
    }
}
