using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;

namespace Moderation.Api.Review;

/// <summary>Counts what reviewers take and say, and how long both took.</summary>
internal sealed class ReviewMetrics
{
    private readonly Histogram<double> _firstLook;
    private readonly Histogram<double> _verdictAfter;
    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _flagsOverLimit;

    public ReviewMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.MeterName);
        _firstLook = meter.CreateHistogram<double>("moderation.review.claimed_after", "s", "Time from a case's opening to a claim, by queue.");
        _verdictAfter = meter.CreateHistogram<double>("moderation.review.verdict_after", "s", "Time from a case's opening to a verdict, by queue.");
        _verdicts = meter.CreateCounter<long>("moderation.review.verdicts", "{verdict}", "Verdicts, by queue and kind.");
        _flagsOverLimit = meter.CreateCounter<long>(
            "moderation.review.flags_over_limit", "{flag}", "Flags that came over their flaggers' limits, by trusted status and by whether a case shows them. Counted again where a batch is tried again.");
    }

    public void Claimed(string queue, TimeSpan after) => _firstLook.Record(Math.Max(0, after.TotalSeconds), new KeyValuePair<string, object?>("queue", queue));

    public void Decided(string queue, string kind, TimeSpan after)
    {
        _verdictAfter.Record(Math.Max(0, after.TotalSeconds), new KeyValuePair<string, object?>("queue", queue));
        _verdicts.Add(1, new KeyValuePair<string, object?>("queue", queue), new KeyValuePair<string, object?>("kind", kind));
    }

    public void FlagOverLimit(bool trusted, bool hasCase) =>
        _flagsOverLimit.Add(1, new KeyValuePair<string, object?>("trusted", trusted), new KeyValuePair<string, object?>("case", hasCase));
}
