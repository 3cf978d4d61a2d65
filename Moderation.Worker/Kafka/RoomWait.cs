namespace Moderation.Worker.Kafka;

/// <summary>Lets a loop wait a little, instead of pausing partitions, while there is room for none of them. Belongs to the poll thread.</summary>
/// <remarks>
/// A pause throws away what the client has fetched ahead, and what is fetched anew may come a whole fetch wait later, when a lane has long finished what it had:
/// measured, it stood still for a quarter of the time. Where only some partitions have no room, or none comes for long, they are paused all the same: the others go on,
/// and the client is asked for news.
/// </remarks>
/// <param name="isFull">Whether there is room for no partition.</param>
/// <param name="time">Measures how long that has lasted.</param>
/// <param name="stopping">Ends a wait.</param>
internal sealed class RoomWait(Func<bool> isFull, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    private long? _fullSince;

    /// <summary>Whether partitions without room are to be paused.</summary>
    public bool IsOver => !isFull() || IsLong;

    private bool IsLong => _fullSince is { } since && time.GetElapsedTime(since) >= Longest;

    /// <summary>Waits a moment if there is room nowhere and has not been none for long.</summary>
    /// <returns>Whether it waited: there may be no room still.</returns>
    public bool Wait()
    {
        if (!isFull())
        {
            _fullSince = null;
            return false;
        }

        _fullSince ??= time.GetTimestamp();
        if (IsLong)
            return false;
        stopping.WaitHandle.WaitOne(Look);
        return true;
    }
}
