using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

public sealed class PolicyActivationTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly string Stricter = TestPolicies.ApparentMinor.Replace("0.80", "0.85", StringComparison.Ordinal);
    private readonly KafkaFixture _kafka = new();
    private readonly FakeLoggerProvider _logs = new();

    public PolicyActivationTests() => _kafka.Touch([.. TopicNames.All]);

    [Fact]
    public async Task A_published_policy_decides_in_every_partition_within_two_seconds()
    {
        await using var worker = await StartAsync();
        await PolicyTopic.ActivateAsync(_kafka, TestPolicies.ApparentMinor);
        var partitions = _kafka.Partitions(TopicNames.Signals).Count;
        await KafkaFixture.Until(() => Activations(1) == partitions, "the first revision decides");

        var published = Stopwatch.GetTimestamp();
        var second = TestPolicies.Record(Stricter, revision: 2);
        await PolicyTopic.PublishAsync(_kafka, second);
        await KafkaFixture.Until(() => Activations(2) == partitions, "the second revision decides");
        var took = Stopwatch.GetElapsedTime(published);

        Assert.True(took < Bound, $"it took {took}");
        Assert.Equal(LiveSignals.Rules().Identify(second.Name, second.Versions[0].SheetHash), (await ReportAsync()).Policy);
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_policy_that_was_published_before_the_worker_began_decides_and_a_restart_writes_no_marker_again()
    {
        await PolicyTopic.PublishAsync(_kafka, TestPolicies.ApparentMinor, Stricter.Replace("minors.apparent_minor", "minors.other", StringComparison.Ordinal));
        var partitions = _kafka.Partitions(TopicNames.Signals).Count;
        await using (var worker = await StartAsync())
        {
            await KafkaFixture.Until(() => Activations(1) == 2 * partitions, "both policies decide everywhere");
            await worker.StopAsync();
        }

        await using var restarted = await StartAsync();
        await ReportAsync();
        await restarted.StopAsync();

        Assert.Equal(2 * partitions, LogFold.Of(_kafka).Signals.OfType<PolicySignal>().Count());
    }

    public void Dispose()
    {
        _logs.Dispose();
        _kafka.Dispose();
    }

    private Task<TestWorker> StartAsync() => TestWorker.StartAsync(
        _kafka,
        ScriptedTextScorers.Calm(),
        builder =>
        {
            builder.Services.AddSingleton<ILoggerProvider>(_logs);
            builder.Services.AddSingleton<Models.Faces.IFrameScorerFactory>(ScriptedScorers.OneFace(2));
        },
        "--Sampling:MaxAge=01:00:00",
        "--Logging:LogLevel:Moderation.Worker.Decisions=Information");

    private int Activations(long revision) =>
        _logs.Collector.GetSnapshot().Count(entry => entry.Id.Id == 5004 && entry.Message.Contains($"revision {revision},", StringComparison.Ordinal));

    private async Task<ReportRecord> ReportAsync()
    {
        var live = LiveId.Parse($"{_kafka.Unique}-live");
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-60);
        await TestWorker.SendEventAsync(_kafka, LiveSignals.Joined(live, start));
        _kafka.Read(TopicNames.Signals, 1, record => !LogFold.IsMarker(record));
        for (var n = 1; n <= 60; n++)
            await TestWorker.SendFrameAsync(_kafka, live.Value, $"f-{n}", start.AddSeconds(n), [1]);
        return JsonSerializer.Deserialize(_kafka.Read(TopicNames.Reports, 1, _ => true)[0].Message.Value, WireJson.Default.ReportRecord)!;
    }
}
