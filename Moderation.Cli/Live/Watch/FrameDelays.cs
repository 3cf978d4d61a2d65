using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Live.Watch;

/// <summary>How long frames of one live took, as far as is known.</summary>
/// <param name="Frames">Frames on the topic.</param>
/// <param name="Unread">Those among them whose number could not be read, or was never written: nothing is said about their time.</param>
/// <param name="WrittenToCaptured">From the moment a frame was handed to the publisher to the one that the service says it was captured at.</param>
/// <param name="WrittenToTopic">From there to the moment it was read back from the topic.</param>
internal sealed record FrameDelayView(long Frames, long Unread, LatencySummary WrittenToCaptured, LatencySummary WrittenToTopic);

/// <summary>Measures the frames of one live. Threads: any.</summary>
internal sealed class FrameDelays
{
    private readonly Lock _lock = new();
    private readonly RecentTimes _toCaptured = new();
    private readonly RecentTimes _toTopic = new();
    private readonly Dictionary<DateTimeOffset, DateTimeOffset> _writtenAt = [];
    private long _frames;
    private long _unread;

    /// <param name="writtenAt">When it was handed to the publisher; null where that cannot be told.</param>
    /// <param name="capturedAt">What the service says.</param>
    /// <param name="seenAt">When it was read back from the topic.</param>
    public void Take(DateTimeOffset? writtenAt, DateTimeOffset capturedAt, DateTimeOffset seenAt)
    {
        lock (_lock)
        {
            _frames++;
            if (writtenAt is not { } written)
            {
                _unread++;
                return;
            }

            _toCaptured.Add(capturedAt - written);
            _toTopic.Add(seenAt - written);
            _writtenAt[capturedAt] = written;
        }
    }

    /// <summary>When the frame of a captured-at was handed to the publisher; null where no such frame was read.</summary>
    public DateTimeOffset? WrittenAt(DateTimeOffset capturedAt)
    {
        lock (_lock)
            return _writtenAt.TryGetValue(capturedAt, out var written) ? written : null;
    }

    public FrameDelayView View()
    {
        lock (_lock)
            return new FrameDelayView(_frames, _unread, _toCaptured.Sum(), _toTopic.Sum());
    }
}
