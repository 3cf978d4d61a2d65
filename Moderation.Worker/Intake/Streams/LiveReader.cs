using System.Diagnostics;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Takes one picture, good for the length of the call.</summary>
internal delegate void PictureTaker(ReadOnlySpan<byte> picture);

/// <summary>One run of ffmpeg over one stream. Whoever runs it gives a thread to it: a pipe cannot be waited for without one.</summary>
internal sealed class LiveReader : IDisposable
{
    /// <summary>What ffmpeg's JPEG encoder makes of the largest picture stays far below it.</summary>
    private const int MostPictureBytes = 32 << 20;

    private const int ChunkByteCount = 64 << 10;

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly LastWords _words = new();
    private long _lastFrameAt;
    private int _end = -1;

    private LiveReader(Process process, TimeProvider time)
    {
        (_process, _time, _lastFrameAt) = (process, time, time.GetTimestamp());
        _process.ErrorDataReceived += (_, line) => _words.Hear(line.Data);
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    /// <summary>Pictures that it brought.</summary>
    public long Frames { get; private set; }

    /// <summary>The last thing that it complained about, without addresses.</summary>
    public string Says => _words.Last;

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static LiveReader Start(ProcessStartInfo start, TimeProvider time) => new(Process.Start(start)!, time);

    /// <summary>Reads until the stream ends, stalls, or somebody says stop; the program has ended then.</summary>
    /// <param name="take">Takes each picture, at the moment at which its last byte came.</param>
    /// <param name="stallAfter">How long no picture may come.</param>
    /// <param name="stop">Ends it at once.</param>
    public ReaderEnd Run(PictureTaker take, TimeSpan stallAfter, CancellationToken stop)
    {
        using var stopped = stop.UnsafeRegister(_ => Kill(ReaderEnd.Stopped), null);
        using var watch = _time.CreateTimer(_ => KillIfStalled(stallAfter), null, stallAfter / 4, stallAfter / 4);
        try
        {
            ReadAll(take);
        }
        catch (InvalidDataException)
        {
            Kill(ReaderEnd.Unreadable);
        }

        Kill(ReaderEnd.Ended);
        _process.WaitForExit();
        return (ReaderEnd)_end;
    }

    public void Dispose()
    {
        Kill(ReaderEnd.Stopped);
        _process.Dispose();
    }

    private void ReadAll(PictureTaker take)
    {
        var splitter = new MjpegSplitter(MostPictureBytes);
        var chunk = new byte[ChunkByteCount];
        var pipe = _process.StandardOutput.BaseStream;
        while (pipe.Read(chunk) is > 0 and var count)
        {
            ReadOnlySpan<byte> bytes = chunk.AsSpan(0, count);
            while (splitter.TryRead(ref bytes, out var picture))
            {
                Volatile.Write(ref _lastFrameAt, _time.GetTimestamp());
                Frames++;
                take(picture);
            }
        }
    }

    private void KillIfStalled(TimeSpan stallAfter)
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastFrameAt)) >= stallAfter)
            Kill(ReaderEnd.Stalled);
    }

    /// <summary>The first reason to end it is the one that counts.</summary>
    private void Kill(ReaderEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, (int)end, -1) != -1)
            return;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended in this very moment.
        }
    }
}
