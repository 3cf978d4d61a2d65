using System.Diagnostics;
using System.Runtime.InteropServices;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>One thread with one text scorer. Lines leave in the order they came, many at a time.</summary>
/// <remarks>
/// A batch goes when it is full or when its first line has waited long enough. Lanes of text and of frames share the cores by the operating
/// system's scheduler alone: with a frame lane on every core, a text lane still gets its equal share of one.
/// </remarks>
internal sealed class TextLane : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(SampledLine Line, long PostedAt)> _waiting = [];
    private readonly TextLaneScorer _scorer;
    private readonly TextScoring _scoring;
    private readonly HostFault _fault;
    private readonly TimeSpan _batchWait;
    private readonly Thread _thread;
    private int _waitingCount;
    private bool _ending;

    public TextLane(int number, TextScoringOptions options, TextLaneScorer scorer, TextScoring scoring, HostFault fault)
    {
        (_scorer, _scoring, _fault, _batchWait) = (scorer, scoring, fault, options.BatchWait);
        Quota = new WorkQuota(options.PauseAt, options.ResumeAt);
        _thread = new Thread(Run) { IsBackground = true, Name = $"text lane {number}" };
        _thread.Start();
    }

    /// <summary>What the partitions of this lane count against.</summary>
    public WorkQuota Quota { get; }

    /// <summary>Lines that nobody has begun to score.</summary>
    public int Waiting => Volatile.Read(ref _waitingCount);

    public void Post(in SampledLine line)
    {
        lock (_gate)
        {
            _waiting.Enqueue((line, Stopwatch.GetTimestamp()));
            Volatile.Write(ref _waitingCount, _waiting.Count);

            // Between the first line of a batch and its last the thread has nothing to do.
            if (_waiting.Count == 1 || _waiting.Count == _scorer.MaxBatch)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the thread when the batch being scored is done; lines that still wait are abandoned. Stop the consumers first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ending = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _scorer.Dispose();
        while (_waiting.TryDequeue(out var left))
            left.Line.Record.Abandon();
    }

    private void Run()
    {
        var batch = new List<SampledLine>(_scorer.MaxBatch);
        try
        {
            while (TryNext(batch))
                _scoring.Score(_scorer, CollectionsMarshal.AsSpan(batch));
        }
        catch (Exception e)
        {
            _fault.Report("a text lane failed", e);
        }
    }

    /// <summary>Waits for a batch; false when the lane ends.</summary>
    private bool TryNext(List<SampledLine> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (!_ending && TimeToWait() is { } time)
                Monitor.Wait(_gate, time);
            while (!_ending && batch.Count < _scorer.MaxBatch && _waiting.TryDequeue(out var next))
                batch.Add(next.Line);
            Volatile.Write(ref _waitingCount, _waiting.Count);
            return !_ending;
        }
    }

    /// <summary>How long the next batch may still grow; null when it is due.</summary>
    private TimeSpan? TimeToWait()
    {
        if (_waiting.Count >= _scorer.MaxBatch)
            return null;
        if (!_waiting.TryPeek(out var first))
            return Timeout.InfiniteTimeSpan;
        var left = _batchWait - Stopwatch.GetElapsedTime(first.PostedAt);
        return left > TimeSpan.Zero ? left : null;
    }
}
