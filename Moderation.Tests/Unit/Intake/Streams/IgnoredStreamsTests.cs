using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Unit.Intake.Streams;

public sealed class IgnoredStreamsTests : IDisposable
{
    private const string Hostile = "$(touch /tmp/x)";
    private readonly WorkerParts _parts = new();
    private readonly FakeLogger _log = new();

    [Fact]
    public void A_stream_that_is_not_read_is_counted_and_logged_once_for_as_long_as_it_is_there_and_its_name_is_not_shown()
    {
        using var counted = new MetricCollector<long>(_parts.Meters, WorkerTelemetry.Name, "moderation.intake.streams_ignored");
        var ignored = new IgnoredStreams(new StreamMetrics(_parts.Meters), _log);

        Look(Hostile);
        Look(Hostile, "other one");
        Look(Hostile, Hostile);
        Look();
        Look(Hostile);

        Assert.Equal(3, counted.GetMeasurementSnapshot().EvaluateAsCounter());
        Assert.Equal(3, _log.Collector.Count);
        Assert.DoesNotContain(_log.Collector.GetSnapshot(), line => line.Message.Contains("touch", StringComparison.Ordinal));

        void Look(params string[] names)
        {
            foreach (var name in names)
                ignored.Note(name, StreamRefusal.BadName);
            ignored.EndLook();
        }
    }

    public void Dispose() => _parts.Dispose();
}
