using System.IO.Pipelines;
using Microsoft.Extensions.Options;

namespace Moderation.Api.Publication.Events;

/// <summary>Tells one reader what changes, until it leaves, its time is over, or the service stops.</summary>
/// <remarks>Written by hand because the framework's formatter has no comments, and a heartbeat has to be one: an event would come up in every reader.</remarks>
internal sealed class EventWriter(EventLog events, EventReaders readers, IOptions<EventOptions> options, TimeProvider time)
{
    private const int BatchSize = 128;
    private const string TooSlow = "slow", Interrupted = "interrupted", Unknown = "unknown";

    private readonly EventOptions _options = options.Value;

    /// <summary>Writes until there is nothing more to say.</summary>
    /// <param name="output">The answer; the reader's pace is its flushing's.</param>
    /// <param name="filter">What the reader is told.</param>
    /// <param name="lastId">The last event that it was told of before.</param>
    /// <param name="token">Ends it.</param>
    public async Task WriteAsync(PipeWriter output, EventFilter filter, string? lastId, CancellationToken token)
    {
        var begun = time.GetTimestamp();
        Write(output, EventFrame.Beginning);
        var place = events.Find(lastId) ?? Begin(output, EventKinds.Reset, Unknown);
        if (lastId is null)
            Write(output, EventFrame.Of(place.NewestId, new ChangeEvent { Kind = EventKinds.Ready }));
        await output.FlushAsync(token);
        var told = time.GetTimestamp();
        while (!token.IsCancellationRequested && time.GetElapsedTime(begun) < _options.ConnectionLasts)
        {
            var batch = events.Read(place, BatchSize);
            place = batch.IsGone ? Begin(output, EventKinds.Reset, batch.IsTooSlow ? TooSlow : Interrupted) : batch.Place;
            var isNews = Tell(output, filter, batch) || batch.IsGone;
            if (!isNews && batch.Events.Count == 0)
                await batch.Changed.WaitAsync(Left(begun, told), time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!isNews && time.GetElapsedTime(told) < _options.Heartbeat)
                continue;
            if (!isNews)
                Write(output, EventFrame.Heartbeat);
            await output.FlushAsync(token);
            told = time.GetTimestamp();
            // It may be too slow for good, and is asked to come back when it has read everything.
            if (batch.IsTooSlow)
                return;
        }
    }

    private static bool Tell(PipeWriter output, EventFilter filter, EventBatch batch)
    {
        var isNews = false;
        foreach (var entry in batch.Events)
        {
            if (entry.Change is null || !filter.Passes(entry.Change))
                continue;
            Write(output, entry.Frame);
            isNews = true;
        }

        return isNews;
    }

    private static void Write(PipeWriter output, byte[] frame)
    {
        frame.CopyTo(output.GetSpan(frame.Length));
        output.Advance(frame.Length);
    }

    private EventPlace Begin(PipeWriter output, string kind, string reason)
    {
        var place = events.Find(null)!.Value;
        Write(output, EventFrame.Of(place.NewestId, new ChangeEvent { Kind = kind }));
        readers.WasReset(reason);
        return place;
    }

    private TimeSpan Left(long begun, long told)
    {
        var untilHeartbeat = _options.Heartbeat - time.GetElapsedTime(told);
        var untilEnd = _options.ConnectionLasts - time.GetElapsedTime(begun);
        var left = untilHeartbeat < untilEnd ? untilHeartbeat : untilEnd;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
