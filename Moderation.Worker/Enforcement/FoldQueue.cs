using System.Diagnostics;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>What the fold's one thread has to do next.</summary>
/// <param name="Run">What to do.</param>
/// <param name="Held">The record that is given up if it is never done; null where there is none.</param>
internal readonly record struct FoldItem(Action Run, HeldRecord? Held);

/// <summary>What waits for the fold's one thread. Safe for several threads.</summary>
internal sealed class FoldQueue
{
    private const int MostRead = 10_000;
    private static readonly TimeSpan RoomPoll = TimeSpan.FromMilliseconds(50);
    private readonly object _gate = new();
    private readonly Queue<FoldItem> _prompt = [];
    private readonly Queue<FoldItem> _read = [];

    /// <summary>Adds what comes from a thread that must not wait; it is done before what was read.</summary>
    public void Post(Action run, HeldRecord? held = null)
    {
        lock (_gate)
        {
            _prompt.Enqueue(new FoldItem(run, held));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Adds what a reader has read. The reader waits while there is much to do; nothing is added any more once the token is cancelled.</summary>
    public void PostRead(Action run, CancellationToken stop)
    {
        lock (_gate)
        {
            while (_read.Count >= MostRead && !stop.IsCancellationRequested)
                Monitor.Wait(_gate, RoomPoll);
            // Whoever is given the partition next reads it again.
            if (stop.IsCancellationRequested)
                return;
            _read.Enqueue(new FoldItem(run, null));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the next, or waits for it.</summary>
    public bool TryTake(TimeSpan patience, out FoldItem item)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (!_prompt.TryDequeue(out item) && !_read.TryDequeue(out item))
            {
                var left = patience - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                    return false;
                // Waiting counts whole milliseconds: what is less would be none, and the last of it spent at full load.
                Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
            }

            if (_read.Count == MostRead - 1)
                Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Gives up the records that wait here.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            while (_prompt.TryDequeue(out var item))
                item.Held?.Abandon();
        }
    }
}
