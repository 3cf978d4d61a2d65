using System.Diagnostics.Metrics;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Enforcement;

/// <summary>What enforcement does. Safe for several threads.</summary>
internal sealed class EnforcementMetrics
{
    private static readonly InstrumentAdvice<double> EffectBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private static readonly InstrumentAdvice<int> AttemptBuckets = new() { HistogramBucketBoundaries = [1, 2, 3, 4, 5, 8, 12] };

    private readonly Counter<long> _orders;
    private readonly Counter<long> _sends;
    private readonly Counter<long> _trips;
    private readonly Counter<long> _refused;
    private readonly Histogram<int> _attempts;
    private readonly Histogram<double> _effect;
    private readonly Histogram<double> _release;
    private volatile EnforcementStateRecord? _state;

    public EnforcementMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _orders = meter.CreateCounter<long>("moderation.enforcement.orders", "{order}", "Orders that came into a state, by kind and state; reversals are of the kind that they reverse");
        _sends = meter.CreateCounter<long>("moderation.enforcement.sends", "{send}", "Attempts to bring an order to the platform, by edge and what came of it");
        _trips = meter.CreateCounter<long>("moderation.enforcement.breaker_trips", "{trip}", "Times a breaker tripped, by kind");
        _refused = meter.CreateCounter<long>("moderation.enforcement.refused", "{record}", "Records that enforcement could not use, by topic");
        _attempts = meter.CreateHistogram("moderation.enforcement.attempts", "{attempt}", "How often an order was sent until the platform answered", advice: AttemptBuckets);
        _effect = meter.CreateHistogram("moderation.enforcement.effect_latency", "s", "From the release of an order to its effect as the platform says it, by kind", advice: EffectBuckets);
        _release = meter.CreateHistogram(
            "moderation.enforcement.release_latency", "s", "From the writing of an order to its release, by kind; held ones are not among them", advice: WorkerTelemetry.LatencyBuckets);
        Heartbeats = meter.CreateCounter<long>("moderation.enforcement.heartbeats", "{record}", "States written by whoever enforces, one a second");
        StandStills = meter.CreateCounter<long>("moderation.enforcement.stand_stills", "{stop}", "Times this process stood still for so long that another may have taken over");
        Strangers = meter.CreateCounter<long>("moderation.enforcement.strangers", "{record}", "Records of another writer that were written over");
        Gauge(meter, "active", "{process}", "1 in the process that enforces, 0 where it stands by", _ => 1);
        Gauge(meter, "held", "{order}", "Orders that wait for a person", state => state.Held);
        Gauge(meter, "unanswered", "{order}", "Orders that the platform has not answered", state => state.Unanswered);
        Gauge(meter, "overdue", "{order}", "Unanswered orders that somebody was alerted about", state => state.Overdue);
        Gauge(meter, "in_force", "{order}", "Orders in force", state => state.InForce);
        Gauge(meter, "breakers_tripped", "{breaker}", "Breakers that have tripped", state => state.Breakers.Count);
    }

    public Counter<long> Heartbeats { get; }

    public Counter<long> StandStills { get; }

    public Counter<long> Strangers { get; }

    /// <summary>How enforcement stands; null while this process does not enforce.</summary>
    public EnforcementStateRecord? State
    {
        get => _state;
        set => _state = value;
    }

    public void CountMoved(DispatchRecord record)
    {
        _orders.Add(1, Kind(record.Order), new KeyValuePair<string, object?>("state", WireWord.From(record.State)));
        if (record.State is not DispatchState.Applied)
            return;
        _attempts.Record(record.Attempts);
        // Two clocks: where the platform's is behind, nothing can be said.
        if (record.AppliedAt - record.ReleasedAt is { } latency && latency >= TimeSpan.Zero)
            _effect.Record(latency.TotalSeconds, Kind(record.Order));
    }

    public void CountSend(string edge, string outcome) =>
        _sends.Add(1, new KeyValuePair<string, object?>("edge", edge), new KeyValuePair<string, object?>("outcome", outcome));

    public void CountTrip(ActionKind kind) => _trips.Add(1, new KeyValuePair<string, object?>("kind", WireWord.From(kind)));

    public void CountRefused(string topic) => _refused.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void RecordRelease(ActionRecord order, TimeSpan latency) => _release.Record(latency.TotalSeconds, Kind(order));

    private static KeyValuePair<string, object?> Kind(ActionRecord order) => new("kind", WireWord.From(order.Kind));

    private void Gauge(Meter meter, string name, string unit, string description, Func<EnforcementStateRecord, int> read) =>
        meter.CreateObservableGauge($"moderation.enforcement.{name}", () => _state is { } state ? read(state) : 0, unit, description);
}
