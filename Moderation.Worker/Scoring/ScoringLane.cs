using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>One thread with one scorer. Frames leave in the order they came.</summary>
/// <remarks>A thread of its own because scoring keeps a core busy for tens of milliseconds, which the thread pool's other users would feel.</remarks>
internal sealed class ScoringLane : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<SampledFrame> _waiting = [];
    private readonly LaneScorer _scorer;
    private readonly FrameScoring _scoring;
    private readonly HostFault _fault;
    private readonly Thread _thread;
    private bool _ending;

    public ScoringLane(int number, WorkQuota quota, LaneScorer scorer, FrameScoring scoring, HostFault fault)
    {
        (Quota, _scorer, _scoring, _fault) = (quota, scorer, scoring, fault);
        _thread = new Thread(Run) { IsBackground = true, Name = $"scoring lane {number}" };
        _thread.Start();
    }

    /// <summary>What the partitions of this lane count against.</summary>
    public WorkQuota Quota { get; }

    public void Post(in SampledFrame frame)
    {
        lock (_gate)
        {
            _waiting.Enqueue(frame);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the thread when the frame being scored is done; frames that still wait are abandoned. Stop the consumers first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ending = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _scorer.Dispose();
        while (_waiting.TryDequeue(out var frame))
            frame.Record.Abandon();
    }

    private void Run()
    {
        try
        {
            while (TryNext(out var frame))
                _scoring.Score(_scorer, frame);
        }
        catch (Exception e)
        {
            _fault.Report("a scoring lane failed", e);
        }
    }

    private bool TryNext(out SampledFrame frame)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_ending)
                Monitor.Wait(_gate);
            frame = _ending ? default : _waiting.Dequeue();
            return !_ending;
        }
    }
}
