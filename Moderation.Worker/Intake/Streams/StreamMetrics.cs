using System.Diagnostics.Metrics;
using System.Text.Json;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Counts what is read from streams.</summary>
internal sealed class StreamMetrics
{
    private static readonly KeyValuePair<string, object?>[] Fates = [.. Enum.GetValues<FrameFate>().Select(fate => Tag("fate", fate))];

    private readonly Counter<long> _read;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _pageFailures;
    private int _live;

    public StreamMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _read = meter.CreateCounter<long>("moderation.intake.stream_frames_read", "{frame}", "Frames that readers brought");
        _frames = meter.CreateCounter<long>(
            "moderation.intake.stream_frames", "{frame}", "Frames read from streams, by fate: published, not_chosen, behind, too_large, undelivered");
        _restarts = meter.CreateCounter<long>("moderation.intake.stream_restarts", "{restart}", "Readers begun again while their live goes on, by reason: ended, stalled, unreadable");
        _ignored = meter.CreateCounter<long>("moderation.intake.streams_ignored", "{stream}", "Streams that somebody publishes and that are not read, by reason: bad_name, limit");
        _pageFailures = meter.CreateCounter<long>("moderation.intake.stat_failures", "{failure}", "Times the page of statistics could not be read");
        meter.CreateObservableGauge("moderation.intake.streams", () => Volatile.Read(ref _live), "{stream}", "Streams that are read");
    }

    public void SetLive(int count) => Volatile.Write(ref _live, count);

    public void CountRead() => _read.Add(1);

    public void Count(FrameFate fate) => _frames.Add(1, Fates[(int)fate]);

    public void CountRestart(ReaderEnd end) => _restarts.Add(1, Tag("reason", end));

    public void CountIgnored(StreamRefusal refusal) => _ignored.Add(1, Tag("reason", refusal));

    public void CountPageFailure() => _pageFailures.Add(1);

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
