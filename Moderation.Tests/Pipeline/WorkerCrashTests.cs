using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moderation.Cli.Host;
using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Tests.Support;
using Moderation.Worker;
using Moderation.Worker.Intake;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Pipeline;

/// <summary>The real program, killed the hard way while frames flow, against a run in memory that nothing interrupts.</summary>
public sealed class WorkerCrashTests : IDisposable
{
    private const int SecondCount = 32;
    private const int KillCount = 3;
    private const int Killed = 128 + (int)Signal.Kill;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan FramePause = TimeSpan.FromMilliseconds(100);
    private readonly KafkaFixture _kafka = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public async Task A_worker_that_is_killed_again_and_again_loses_nothing_and_doubles_nothing()
    {
        var lives = Lives();
        var expected = WithoutInterruption(lives);
        Assert.NotEmpty(expected.Reports);
        Assert.NotEmpty(expected.Actions);
        _kafka.Touch([.. TopicNames.All]);

        var exits = await RunAndKillAsync(lives, new Random(20261122));

        Assert.Equal(Enumerable.Repeat(Killed, KillCount).Append(0), exits);
        Assert.Equal(expected.Samples, Values(TopicNames.Signals, WireJson.Default.SignalRecord).Select(r => r.Record).OfType<FrameSignal>().Select(f => f.SampleId.Value).ToHashSet());
        Assert.Equal(expected.Reports, OncePerId(Values(TopicNames.Reports, WireJson.Default.ReportRecord), r => r.ReportId.Value));
        Assert.Equal(expected.Actions, OncePerId(Values(TopicNames.Actions, WireJson.Default.ActionRecord), r => r.ActionId.Value));
        // What the tool shows as lag is nothing, for every group of the worker.
        Assert.All(ConsumerLag.Read(_kafka.Bootstrap, _kafka.Unique)!, lag => Assert.Equal(0, lag.Records));
        Assert.Equal(0, _kafka.CountIn(TopicNames.DeadLetters));
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _kafka.Dispose();
    }

    /// <summary>Kills the worker whenever it has written a few more signals, how many is drawn from the seed; the last one may finish.</summary>
    private async Task<List<int>> RunAndKillAsync(IReadOnlyList<PortraitLive> lives, Random random)
    {
        var exits = new List<int>();
        var playing = Task.CompletedTask;
        for (var run = 0; run < KillCount; run++)
        {
            await using var worker = await StartAsync(run);
            if (run == 0)
                playing = await BeginAsync(lives);
            var goal = _kafka.CountIn(TopicNames.Signals) + random.Next(3, 20);
            await KafkaFixture.Until(() => worker.Exited.IsCompleted || _kafka.CountIn(TopicNames.Signals) >= goal, "the worker writes signals");
            Assert.True(Signals.Send(worker.Identity.Pid, Signal.Kill));
            exits.Add(await worker.Exited.WaitAsync(Patience));
        }

        await using var last = await StartAsync(KillCount);
        await playing;
        await KafkaFixture.Until(
            () => last.Exited.IsCompleted
                || (_kafka.Committed($"{_kafka.Unique}.scorer.frames", TopicNames.Frames) == _kafka.CountIn(TopicNames.Frames)
                    && _kafka.Committed($"{_kafka.Unique}.decider", TopicNames.Signals) == _kafka.CountIn(TopicNames.Signals)),
            "everything is decided");
        Assert.True(await last.StopAsync(Patience), "the last worker stops when it is asked to");
        exits.Add(await last.Exited);
        Assert.True(exits[^1] == 0, string.Join('\n', last.Log.Tail(20)));
        return exits;
    }

    /// <summary>Lets everybody join, and goes on sending frames beside whatever happens to the worker.</summary>
    private async Task<Task> BeginAsync(IReadOnlyList<PortraitLive> lives)
    {
        var joins = lives.SelectMany(live => live.Joins()).ToList();
        foreach (var join in joins)
            await TestWorker.SendEventAsync(_kafka, join);
        await KafkaFixture.Until(() => _kafka.CountIn(TopicNames.Signals) >= joins.Count, "everybody has joined");
        return SendAsync();

        async Task SendAsync()
        {
            using var pace = new PeriodicTimer(FramePause);
            for (var second = 0; second < SecondCount; second++)
            {
                foreach (var live in lives)
                {
                    await live.SendFrameAsync(_kafka, second);
                    await pace.WaitForNextTickAsync();
                }
            }
        }
    }

    private Task<ChildProcess> StartAsync(int run) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "worker",
            FileName = "dotnet",
            Arguments =
            [
                typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), "--Sampling:MaxAge=01:00:00",
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File($"worker-{run}.log")),
        },
        _launcher);

    private List<PortraitLive> Lives()
    {
        var startedAt = TimeProvider.System.GetUtcNow().AddSeconds(-SecondCount);
        string[] portraits = ["girl.jpg", "child.jpg", "adult.jpg", "girl.jpg"];
        return [.. portraits.Select((portrait, number) => new PortraitLive(LiveId.Parse($"{_kafka.Unique}-{number}"), startedAt, Sitter.Host(portrait)))];
    }

    /// <summary>The same records scored and folded in memory: no broker, no process, nothing to lose.</summary>
    private static (HashSet<string> Samples, HashSet<string> Reports, HashSet<string> Actions) WithoutInterruption(IEnumerable<PortraitLive> lives)
    {
        var (samples, reports, actions) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        var rules = LiveSignals.Rules();
        using var factory = FrameScorerFactory.Open(Path.Combine(Repository.Root, "models"), new FrameScorerOptions());
        using var scorer = new LaneScorer(factory.Create());
        foreach (var live in lives)
        {
            var (decider, offset) = (new LiveDecider(live.Id, rules), 0L);
            foreach (var join in live.Joins())
                decider.Apply(LiveSignals.Signal(join), new RecordRef(TopicNames.Signals, 0, offset++));
            for (var second = 0; second < SecondCount; second++)
            {
                var head = new FrameHead(live.Id, PortraitLive.FrameId(second), live.CapturedAt(second));
                var signal = FrameSignals.Scored(head, new RecordRef(TopicNames.Frames, 0, second), scorer.Score(live.Draw(second)), scorer.Models);
                var outcome = decider.Apply(signal, new RecordRef(TopicNames.Signals, 0, offset++));
                samples.Add(signal.SampleId.Value);
                reports.UnionWith(outcome.Reports.Select(report => report.ReportId.Value));
                actions.UnionWith(outcome.Actions.Select(action => action.ActionId.Value));
            }
        }

        return (samples, reports, actions);
    }

    /// <summary>The ids; a record that came twice must be the same to the byte.</summary>
    private static HashSet<string> OncePerId<T>(IEnumerable<(T Record, string Json)> values, Func<T, string> id)
    {
        var byId = values.ToLookup(value => id(value.Record), value => value.Json);
        Assert.All(byId, copies => Assert.Single(copies.Distinct()));
        return [.. byId.Select(copies => copies.Key)];
    }

    private List<(T Record, string Json)> Values<T>(string topic, JsonTypeInfo<T> type) =>
    [
        .. _kafka.Read(topic, (int)_kafka.CountIn(topic), _ => true)
            .Select(record => (JsonSerializer.Deserialize(record.Message.Value, type)!, Encoding.UTF8.GetString(record.Message.Value!))),
    ];
}
