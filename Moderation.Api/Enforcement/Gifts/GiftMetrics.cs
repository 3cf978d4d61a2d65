using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Counts answers and settlements, and tells how full the memory is.</summary>
internal sealed class GiftMetrics
{
    private static readonly double[] Bounds = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Counter<long> _answers;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _settlements;

    public GiftMetrics(IMeterFactory meters, GiftGate gate, RestrictionWatch watch)
    {
        var meter = meters.Create(Telemetry.MeterName);
        _answers = meter.CreateCounter<long>("moderation.enforcement.gift_answers", "{gift}", "Gifts answered, by decision and reason.");
        _duration = meter.CreateHistogram(
            "moderation.enforcement.gift_answer_duration", "s", "Time from reading a gift to its answer, the record of its hold included.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        _refused = meter.CreateCounter<long>("moderation.enforcement.gift_records_refused", "{record}", "Records for the memory of gifts that could not be used, by topic.");
        _settlements = meter.CreateCounter<long>("moderation.enforcement.gift_settlements", "{gift}", "Held gifts settled by this process, by settlement and reason.");
        meter.CreateObservableGauge("moderation.enforcement.gifts_remembered", () => gate.RememberedCount, "{gift}", "Gifts whose answer is remembered.");
        meter.CreateObservableGauge("moderation.enforcement.gifts_counted", () => gate.CountedCount, "{gift}", "Gifts whose coins count now.");
        meter.CreateObservableCounter("moderation.enforcement.gifts_uncounted", () => gate.UncountedCount, "{gift}", "Gifts let through uncounted, because memory was full.");
        meter.CreateObservableGauge(
            "moderation.enforcement.restricted_lives", () => watch.LastRead?.LiveCount ?? 0, "{live}", "Lives in which something is in force, as this process has read it.");
    }

    public void Answered(GiftAnswer answer, TimeSpan elapsed)
    {
        _answers.Add(1, new("decision", WireWord.From(answer.Decision)), new("reason", answer.Reason.Code));
        _duration.Record(elapsed.TotalSeconds);
    }

    public void Refused(string topic) => _refused.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void Settled(GiftSettlement settlement, string reason) =>
        _settlements.Add(1, new("settlement", WireWord.From(settlement)), new("reason", reason));
}
