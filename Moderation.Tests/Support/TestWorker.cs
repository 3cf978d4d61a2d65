using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Models.Text;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Support;

/// <summary>A whole worker inside the test process, with scripted scorers.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private TestWorker(WebApplication app) => App = app;

    public WebApplication App { get; }

    public HostFault Fault => App.Services.GetRequiredService<HostFault>();

    /// <summary>Partitions that one of its loops owns.</summary>
    public int Owned(string loop) => App.Services.GetRequiredService<RoleRunner>().Loops.Single(owner => owner.Name == loop).PartitionCount;

    public static Task<TestWorker> StartAsync(KafkaFixture kafka, IFrameScorerFactory scorers, params string[] settings) =>
        StartAsync(kafka, scorers, ScriptedTextScorers.Calm(), _ => { }, settings);

    /// <summary>A worker for chat, that sees one adult in every frame.</summary>
    public static Task<TestWorker> StartAsync(KafkaFixture kafka, ITextScorerFactory scorers, Action<WebApplicationBuilder> configure, params string[] settings) =>
        StartAsync(kafka, ScriptedScorers.OneFace(30), scorers, configure, settings);

    /// <summary>Settings that suit the mock cluster: it lets the first member wait 3 s, which a shorter session would not outlive, and rebalances only after a session.</summary>
    public static IEnumerable<string> Settings(KafkaFixture kafka) =>
    [
        $"--Kafka:BootstrapServers={kafka.Bootstrap}",
        $"--Kafka:GroupPrefix={kafka.Unique}",
        "--Kafka:SessionTimeout=00:00:04",
        "--Kafka:HeartbeatInterval=00:00:00.3",
        "--Kafka:FetchWait=00:00:00.010",
        "--Worker:Url=http://127.0.0.1:0",
        $"--Evidence:Vault:MasterKeyFile={TestKeys.MasterKeyFile}",
        $"--Evidence:Vault:Directory={TestKeys.VaultFolder}",
        $"--Models:Directory={Path.Combine(Repository.Root, "models")}",
        "--Logging:LogLevel:Default=Warning",
    ];

    public static Task SendFrameAsync(KafkaFixture kafka, string live, string frameId, DateTimeOffset capturedAt, byte[] image) =>
        kafka.SendAsync(TopicNames.Frames, Encoding.UTF8.GetBytes(live), image, new Headers
        {
            { FrameHeaders.Version, "1"u8.ToArray() },
            { FrameHeaders.FrameId, Encoding.UTF8.GetBytes(frameId) },
            { FrameHeaders.CapturedAt, Encoding.UTF8.GetBytes(capturedAt.ToString("O", CultureInfo.InvariantCulture)) },
        });

    public static Task SendLineAsync(KafkaFixture kafka, ChatRecord line, Headers? headers = null) => kafka.SendAsync(
        TopicNames.Chat, Encoding.UTF8.GetBytes(line.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Default.ChatRecord), headers);

    public static Task SendEventAsync(KafkaFixture kafka, SessionEventRecord record) => kafka.SendAsync(
        TopicNames.Sessions, Encoding.UTF8.GetBytes(record.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.SessionEventRecord));

    /// <summary>Stops the way an orchestrator asks for it.</summary>
    public Task StopAsync() => App.StopAsync();

    /// <summary>Without a stop before, this is a crash: nothing is finished, committed or told to the group.</summary>
    public ValueTask DisposeAsync() => ((IAsyncDisposable)App).DisposeAsync();

    private static async Task<TestWorker> StartAsync(
        KafkaFixture kafka, IFrameScorerFactory frames, ITextScorerFactory lines, Action<WebApplicationBuilder> configure, string[] settings)
    {
        var worker = new TestWorker(WorkerHost.Create([.. Settings(kafka), .. settings], builder =>
        {
            builder.Services.AddSingleton(frames).AddSingleton(lines);
            configure(builder);
        }));
        try
        {
            await worker.App.StartAsync();
            return worker;
        }
        catch (OperationCanceledException) when (worker.Fault.IsReported)
        {
            // a fault may stop the host before it has started
            return worker;
        }
        catch (Exception)
        {
            await worker.DisposeAsync();
            throw;
        }
    }
}
