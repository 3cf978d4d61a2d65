using System.Collections.Concurrent;

namespace Moderation.Cli.Live.Publish;

/// <summary>Numbers the frames of one live and remembers when each was handed to the publisher. Threads: any.</summary>
internal sealed class FrameClock(TimeProvider time)
{
    // ten minutes at 24 frames a second; a frame that takes longer is lost
    private const int Kept = 14_400;

    private readonly ConcurrentDictionary<long, DateTimeOffset> _writtenAt = [];
    private long _number;

    /// <summary>The number of the frame that is written now.</summary>
    public long Next()
    {
        var number = Interlocked.Increment(ref _number) % FrameStamp.Numbers;
        _writtenAt[number] = time.GetUtcNow();
        _writtenAt.TryRemove(number - Kept, out _);
        return number;
    }

    public DateTimeOffset? WrittenAt(long number) => _writtenAt.TryGetValue(number, out var at) ? at : null;
}
