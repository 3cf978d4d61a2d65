using System.Text;
using System.Text.Json;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker;

namespace Moderation.Tests.Pipeline;

/// <summary>The whole live path as one program runs it: RTMP, nginx, ffmpeg, the shipped models, the demo's sheet, an order, a closed connection.</summary>
public sealed class StreamToCutTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly KafkaFixture _kafka = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();

    [RtmpFact("blazeface-back", "faceres-deep")]
    public async Task A_childs_stream_is_ordered_to_be_cut_and_its_connection_is_closed_and_an_adults_stream_goes_on()
    {
        await using var server = await RtmpServer.StartAsync();
        _kafka.Touch([.. TopicNames.All]);
        await using var worker = await StartWorkerAsync(server);
        await KafkaFixture.Until(() => worker.Log.Tail(500).Any(line => line.Contains("given partitions", StringComparison.Ordinal)), "the worker's partitions");
        await PolicyTopic.ActivateAsync(_kafka, Repository.Read("demo/policies/minors.host.yaml"));
        using var http = new HttpClient();
        var (shape, lives) = await LivesAsync();
        await using var broadcasts = new Broadcasts(lives, shape, server.Nginx, http, TimeProvider.System);
        broadcasts.Begin();

        var order = CutOrder();

        Assert.Equal(lives[0].Live.Id, order.LiveId);
        Assert.NotEqual(0, await broadcasts.Of(lives[0].Live.Id).Exited.WaitAsync(Patience));
        Assert.Equal((ReceiptStatus.Applied, "1 connections dropped"), Receipt(order));
        Assert.Contains(InForce(order.LiveId), restriction => restriction.ActionId == order.ActionId);
        await server.PublishingAsync(lives[1].Live.Id.Value);
        AssertEnded(lives[0].Live.Id);
        Assert.False(worker.Exited.IsCompleted);
        Assert.DoesNotContain(Orders(), action => action.LiveId == lives[1].Live.Id);
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _kafka.Dispose();
    }

    private Task<ChildProcess> StartWorkerAsync(RtmpServer server) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "worker",
            FileName = "dotnet",
            Arguments =
            [
                typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), .. StreamsWorker.Settings(server.Nginx),
                "--Worker:Roles=scorer,decider,enforcer,streams", $"--Enforcement:NginxRtmp:ControlUrl={server.Nginx.ControlUrl}", "--Intake:Streams:FramesPerSecond=2", "--Logging:LogLevel:Default=Information",
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File("worker.log")),
        },
        _launcher);

    private async Task<(ClipShape Shape, IReadOnlyList<LiveBroadcast> Lives)> LivesAsync()
    {
        var book = SceneFile.Read(Path.Combine(Repository.Root, "demo"));
        var store = new ClipStore(_folder.File("clips"), book.Shape);
        var lives = new List<LiveBroadcast>();
        foreach (var name in new[] { "child-host", "adult-host" })
        {
            var clip = await store.GetAsync(book.Scenes.Single(scene => scene.Name == name), keep: false, None);
            lives.Add(new LiveBroadcast(new DemoLive(LiveId.Parse($"{_kafka.Unique}-{name}"), clip), new FrameClock(TimeProvider.System)));
        }

        return (book.Shape, lives);
    }

    private ActionRecord CutOrder()
    {
        ActionRecord? cut = null;
        _kafka.Read(TopicNames.Actions, 1, record => (cut = Action(record.Message.Value!)).Kind == ActionKind.CutLive);
        return cut!;
    }

    private (ReceiptStatus Status, string? Detail) Receipt(ActionRecord order)
    {
        ActionReceiptRecord? receipt = null;
        _kafka.Read(TopicNames.ActionReceipts, 1, record => (receipt = JsonSerializer.Deserialize(record.Message.Value!, WireJson.Default.ActionReceiptRecord)!).ActionId == order.ActionId);
        return (receipt!.Status, receipt.Detail);
    }

    private IReadOnlyList<Restriction> InForce(LiveId live)
    {
        RestrictionRecord? record = null;
        _kafka.Read(TopicNames.Restrictions, 1, told => (record = JsonSerializer.Deserialize(told.Message.Value!, WireJson.Default.RestrictionRecord)!).LiveId == live
            && record.Restrictions.Any(restriction => restriction.Kind == ActionKind.CutLive));
        return record!.Restrictions;
    }

    private IEnumerable<ActionRecord> Orders() =>
        _kafka.Read(TopicNames.Actions, (int)_kafka.CountIn(TopicNames.Actions), _ => true).Select(record => Action(record.Message.Value!));

    private void AssertEnded(LiveId live) => _kafka.Read(TopicNames.Sessions, 1, record =>
        Encoding.UTF8.GetString(record.Message.Key!) == live.Value
        && JsonSerializer.Deserialize(record.Message.Value!, WireJson.Default.SessionEventRecord)!.Kind == SessionEventKind.LiveEnded);

    private static ActionRecord Action(byte[] value) => JsonSerializer.Deserialize(value, WireJson.Default.ActionRecord)!;
}
