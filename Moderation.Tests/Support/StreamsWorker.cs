using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Nginx;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Support;

/// <summary>A worker that only reads streams, with what it has published.</summary>
internal sealed class StreamsWorker : IAsyncDisposable
{
    private readonly KafkaFixture _kafka;
    private readonly TestWorker _worker;

    private StreamsWorker(KafkaFixture kafka, TestWorker worker) => (_kafka, _worker) = (kafka, worker);

    /// <summary>Settings of a worker that only reads streams, quick to notice.</summary>
    public static IEnumerable<string> Settings(NginxRtmp? nginx) =>
    [
        "--Worker:Roles=streams", "--Intake:Streams:PollInterval=00:00:00.1", "--Intake:Streams:EndAfter=00:00:01", "--Intake:Streams:FramesPerSecond=5",
        .. nginx is null ? Array.Empty<string>() : [$"--Intake:Streams:StatUrl={nginx.StatUrl}", $"--Intake:Streams:PlayUrl={nginx.PlayUrl}"],
    ];

    public static async Task<StreamsWorker> StartAsync(KafkaFixture kafka, NginxRtmp? nginx, params string[] settings)
    {
        kafka.Touch(TopicNames.Sessions, TopicNames.Frames);
        return new StreamsWorker(kafka, await TestWorker.StartAsync(kafka, ScriptedScorers.OneFace(30), [.. Settings(nginx), .. settings]));
    }

    public HostFault Fault => _worker.Fault;

    public MetricCollector<long> Count(string metric) =>
        new(_worker.App.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), WorkerTelemetry.Name, metric);

    /// <summary>Waits for so many measurements, by looking: the collector's own wait goes on inside whoever measures, and would hold it up.</summary>
    public static Task MeasuredAsync(MetricCollector<long> metric, int count) => KafkaFixture.Until(() => metric.GetMeasurementSnapshot().Count >= count, $"{count} measurements");

    /// <summary>Waits for so many frames of a live, in the order in which they lie in their partition.</summary>
    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Frames(string live, int count, DateTimeOffset? since = null) => _kafka.Read(
        TopicNames.Frames, count, frame => KeyOf(frame) == live && (since is null || new DateTimeOffset(frame.Message.Timestamp.UtcDateTime) > since));

    /// <summary>Waits for so many events of a live.</summary>
    public IReadOnlyList<SessionEventRecord> Events(string live, int count) =>
    [
        .. _kafka.Read(TopicNames.Sessions, count, happening => KeyOf(happening) == live)
            .Select(happening => JsonSerializer.Deserialize(happening.Message.Value!, WireJson.Default.SessionEventRecord)!),
    ];

    /// <summary>Processes of ffmpeg that read a stream.</summary>
    public static IReadOnlyList<int> Readers(string playPath) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
            .Where(pid => ProcessIdentity.CommandLine(pid) is var line && line.Contains("image2pipe", StringComparison.Ordinal) && line.Contains($" {playPath} ", StringComparison.Ordinal)),
    ];

    public Task StopAsync() => _worker.StopAsync();

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    private static string KeyOf(ConsumeResult<byte[]?, byte[]?> record) => Encoding.UTF8.GetString(record.Message.Key ?? []);
}
