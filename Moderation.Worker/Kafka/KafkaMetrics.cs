using System.Diagnostics.Metrics;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>What the clients do.</summary>
internal sealed class KafkaMetrics
{
    private readonly List<ConsumerLoop> _loops = [];
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _rebalances;
    private readonly Counter<long> _published;
    private readonly Histogram<double> _latency;

    public KafkaMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _consumed = meter.CreateCounter<long>("moderation.kafka.consumed", "{record}", "Records read, by topic");
        _rebalances = meter.CreateCounter<long>("moderation.kafka.rebalances", "{rebalance}", "Rebalances, by loop and kind");
        _published = meter.CreateCounter<long>("moderation.kafka.published", "{record}", "Records acknowledged by the broker, by topic");
        _latency = meter.CreateHistogram(
            "moderation.kafka.latency",
            "s",
            "From the writing of a record to the acknowledgement of what followed from it, by the topic that it went to",
            advice: WorkerTelemetry.LatencyBuckets);
        PublishFailures = meter.CreateCounter<long>("moderation.kafka.publish_failures", "{record}", "Records that the broker refused for good, by topic");
        Commits = meter.CreateCounter<long>("moderation.kafka.commits", "{commit}", "Offset commits, by loop");
        CommitFailures = meter.CreateCounter<long>("moderation.kafka.commit_failures", "{commit}", "Offset commits that failed and will be asked again, by loop");
        ConsumeErrors = meter.CreateCounter<long>("moderation.kafka.consume_errors", "{error}", "Errors met while reading, by loop");
        Pauses = meter.CreateCounter<long>("moderation.kafka.pauses", "{pause}", "Times a partition was paused because too much was in hand, by loop");
        meter.CreateObservableGauge("moderation.kafka.partitions", () => Observe(loop => loop.PartitionCount), "{partition}", "Partitions owned, by loop");
        meter.CreateObservableGauge("moderation.kafka.paused", () => Observe(loop => loop.PausedCount), "{partition}", "Partitions paused, by loop");
    }

    public Counter<long> PublishFailures { get; }

    public Counter<long> Commits { get; }

    public Counter<long> CommitFailures { get; }

    public Counter<long> ConsumeErrors { get; }

    public Counter<long> Pauses { get; }

    /// <summary>Lets a loop's partitions show in the gauges.</summary>
    public void Watch(ConsumerLoop loop)
    {
        lock (_loops)
            _loops.Add(loop);
    }

    public void CountConsumed(string topic) => _consumed.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void CountPublished(string topic) => _published.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void RecordLatency(string topic, TimeSpan latency) => _latency.Record(latency.TotalSeconds, new KeyValuePair<string, object?>("topic", topic));

    public void CountRebalance(string loop, string kind) => _rebalances.Add(
        1, new KeyValuePair<string, object?>("loop", loop), new KeyValuePair<string, object?>("kind", kind));

    private List<Measurement<int>> Observe(Func<ConsumerLoop, int> read)
    {
        lock (_loops)
            return [.. _loops.Select(loop => new Measurement<int>(read(loop), new KeyValuePair<string, object?>("loop", loop.Name)))];
    }
}
