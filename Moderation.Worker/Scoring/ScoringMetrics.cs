using System.Diagnostics.Metrics;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Scoring;

/// <summary>What the lanes do.</summary>
internal sealed class ScoringMetrics
{
    private readonly Counter<long> _frames;
    private readonly Counter<long> _faces;
    private readonly Histogram<double> _duration;

    public ScoringMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _frames = meter.CreateCounter<long>("moderation.scoring.frames", "{frame}", "Frames given to the models, by fate: scored, refused, failed");
        _faces = meter.CreateCounter<long>("moderation.scoring.faces", "{face}", "Faces found");
        _duration = meter.CreateHistogram(
            "moderation.scoring.duration", "s", "Time to decode and score one frame", advice: WorkerTelemetry.LatencyBuckets);
    }

    public void Measured(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    public void Scored(int faceCount)
    {
        _frames.Add(1, new KeyValuePair<string, object?>("fate", "scored"));
        _faces.Add(faceCount);
    }

    public void Refused() => _frames.Add(1, new KeyValuePair<string, object?>("fate", "refused"));

    public void Failed() => _frames.Add(1, new KeyValuePair<string, object?>("fate", "failed"));
}
