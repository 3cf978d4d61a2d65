using System.ComponentModel;
using Moderation.Core.Subjects;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Intake.Streams;

/// <summary>What every stream is read with.</summary>
internal sealed record StreamTools(FramePublisher Frames, StreamsOptions Options, StreamMetrics Metrics, HostFault Fault, HttpClient Http, TimeProvider Time, ILogger<LiveStream> Log);

/// <summary>Reads one live for as long as it goes on: a reader that ends is begun again.</summary>
internal sealed class LiveStream(StreamAddress address, StreamTools tools) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly StreamsOptions _options = tools.Options;
    private readonly HlsWatch? _playlist = address.IsHls ? new HlsWatch(tools.Http, address, tools.Options, tools.Time, tools.Log) : null;
    private readonly FramePace _pace = new(tools.Options.FramesPerSecond);
    private readonly long _startedAt = tools.Time.GetTimestamp();
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource _seen = NewSighting();
    private long _lastFrameAt;

    public LiveId LiveId => address.LiveId;

    /// <summary>When the last frame was read, as a timestamp of the clock; null before the first.</summary>
    public long? LastFrameAt => Volatile.Read(ref _lastFrameAt) is > 0 and var at ? at : null;

    public void Start() => _running = RunAsync();

    /// <summary>Tells that the live seems to go on: only then is a reader that ended begun again.</summary>
    public void Seen() => Interlocked.Exchange(ref _seen, NewSighting()).TrySetResult();

    /// <summary>Ends the reader; its process is gone when this completes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var wait = _options.FirstRestartWait;
        await GoesOnAsync();
        while (!_stopping.IsCancellationRequested)
        {
            var (end, frameCount, says) = await Task.Factory.StartNew(ReadOnce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            wait = frameCount > 0 ? _options.FirstRestartWait : wait;
            if (!await WaitToBeginAgainAsync(wait))
                return;
            tools.Metrics.CountRestart(end);
            tools.Log.ReaderEnded(LiveId, end, frameCount, wait, says);
            wait = wait * 2 < _options.LongestRestartWait ? wait * 2 : _options.LongestRestartWait;
        }
    }

    /// <summary>False when the live is over: most readers end because their publisher went, a moment before anybody can know.</summary>
    private async Task<bool> WaitToBeginAgainAsync(TimeSpan wait)
    {
        await GoesOnAsync();
        await Task.Delay(wait, tools.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Volatile.Read(ref _seen).Task.WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stopping.IsCancellationRequested;
    }

    /// <summary>Waits until there is something new to read, or until stopped. Only a playlist can be there without that: a connection that is accepted is live.</summary>
    private async Task GoesOnAsync()
    {
        try
        {
            if (_playlist is not null)
                await _playlist.MovedAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // stopped
        }
        catch (Exception e)
        {
            // A bug, and the live would silently not be read.
            tools.Fault.Report($"watching the playlist of {LiveId} failed", e);
        }
    }

    private static TaskCompletionSource NewSighting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (ReaderEnd End, long Frames, string Says) ReadOnce()
    {
        try
        {
            using var reader = LiveReader.Start(ReaderCommand.For(address, _options), tools.Time);
            var end = reader.Run(Take, _options.StallAfter, _stopping.Token);
            return (end, reader.Frames, reader.Says);
        }
        catch (Win32Exception e)
        {
            // no memory or no process to be had now: as with a stream that cannot be read now, it is tried again
            return (ReaderEnd.Ended, 0, e.Message);
        }
        catch (Exception e)
        {
            // A bug. A live that silently is not read any more would be worse than no worker.
            tools.Fault.Report($"reading {LiveId} failed", e);
            return (ReaderEnd.Unreadable, 0, e.GetType().Name);
        }
    }

    private void Take(ReadOnlySpan<byte> picture)
    {
        // first of all, because it is what the frame's delay is measured by
        var capturedAt = tools.Time.GetUtcNow();
        Volatile.Write(ref _lastFrameAt, tools.Time.GetTimestamp());
        tools.Metrics.CountRead();
        if (_pace.Chooses(tools.Time.GetElapsedTime(_startedAt)))
            tools.Frames.Publish(LiveId, capturedAt, picture);
        else
            tools.Metrics.Count(FrameFate.NotChosen);
    }
}
