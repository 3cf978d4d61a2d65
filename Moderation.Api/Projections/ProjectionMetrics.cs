using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>Counts what became of every record read.</summary>
internal sealed class ProjectionMetrics
{
    private readonly Counter<long> _records;
    private readonly Counter<long> _repeats;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _deadLetterFailures;
    private readonly Histogram<double> _duration;

    public ProjectionMetrics(IMeterFactory meters, ProjectionState state)
    {
        var meter = meters.Create(Telemetry.MeterName);
        _records = meter.CreateCounter<long>("moderation.projection.records", "{record}", "Records whose fate is in the database, by topic and fate.");
        _repeats = meter.CreateCounter<long>("moderation.projection.repeats", "{record}", "Records read again and skipped.");
        _faults = meter.CreateCounter<long>("moderation.projection.faults", "{record}", "Records that could not be used, by topic and reason.");
        _failures = meter.CreateCounter<long>("moderation.projection.failures", "{try}", "Batches that failed and are tried again, by cause.");
        _deadLetterFailures = meter.CreateCounter<long>(
            "moderation.projection.dead_letter_failures", "{letter}", "Dead letters that the broker did not take yet.");
        _duration = meter.CreateHistogram<double>("moderation.projection.batch_duration", "s", "Time of one batch in the database.");
        meter.CreateObservableGauge(
            "moderation.projection.partitions", () => state.Assigned?.Count ?? 0, "{partition}", "Partitions that this process projects.");
    }

    public void Repeated(int count) => _repeats.Add(count);

    public void Written(IReadOnlyList<ReadRecord> records, IReadOnlyList<ProjectionFault> faults, TimeSpan elapsed)
    {
        _duration.Record(elapsed.TotalSeconds);
        foreach (var topic in records.GroupBy(record => record.Position.Topic))
        {
            var tombstones = topic.Count(record => record.Value is null);
            var refused = faults.Count(fault => fault.Source.Position.Topic == topic.Key);
            Count(topic.Key, "written", topic.Count() - tombstones - refused);
            Count(topic.Key, "tombstone", tombstones);
            Count(topic.Key, "dead_lettered", refused);
        }

        foreach (var fault in faults)
            _faults.Add(1, new("topic", fault.Source.Position.Topic), new("reason", WireWord.From(fault.Reason)));
    }

    public void Failed(string cause) => _failures.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void DeadLetterFailed() => _deadLetterFailures.Add(1);

    private void Count(string topic, string fate, int count)
    {
        if (count > 0)
            _records.Add(count, new("topic", topic), new("fate", fate));
    }
}
