using System.Diagnostics.Metrics;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Scoring;

/// <summary>What the text lanes do.</summary>
internal sealed class TextMetrics
{
    private static readonly KeyValuePair<string, object?>[] Labels =
        [.. Enum.GetValues<TextLabel>().Select(label => new KeyValuePair<string, object?>("label", WireWord.From(label)))];

    private readonly Counter<long> _lines;
    private readonly Counter<long> _truncated;
    private readonly Counter<long> _flagged;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _latency;

    public TextMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _lines = meter.CreateCounter<long>("moderation.scoring.lines", "{line}", "Text lines given to the models, by fate: scored, nothing_to_read, failed");
        _truncated = meter.CreateCounter<long>("moderation.scoring.truncated", "{line}", "Text lines of which only the beginning was read");
        _flagged = meter.CreateCounter<long>("moderation.scoring.flagged", "{line}", "Text lines that reached a label's operating point, by label");
        _batch = meter.CreateHistogram(
            "moderation.scoring.batch_size", "{line}", "Text lines scored together", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });
        _duration = meter.CreateHistogram("moderation.scoring.text_duration", "s", "Time to score one batch of text lines", advice: WorkerTelemetry.LatencyBuckets);
        _latency = meter.CreateHistogram(
            "moderation.scoring.text_latency", "s", "From the writing of a text line to its scores", advice: WorkerTelemetry.LatencyBuckets);
    }

    public void Measured(int lineCount, TimeSpan duration)
    {
        _batch.Record(lineCount);
        _duration.Record(duration.TotalSeconds);
    }

    public void Done(TextSignal signal, TimeSpan latency)
    {
        _lines.Add(1, new KeyValuePair<string, object?>("fate", signal.NotScored is null ? "scored" : "nothing_to_read"));
        if (signal.Truncated)
            _truncated.Add(1);
        _latency.Record(latency.TotalSeconds);
    }

    public void Flagged(TextLabel label) => _flagged.Add(1, Labels[(int)label]);

    public void Failed() => _lines.Add(1, new KeyValuePair<string, object?>("fate", "failed"));
}
