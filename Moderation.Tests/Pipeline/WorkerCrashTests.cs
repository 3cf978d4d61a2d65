using Moderation.Cli.Host;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker;
using Moderation.Worker.Intake;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Pipeline;

/// <summary>The real program, killed the hard way while frames flow, with policies, gifts and chat, against its own log folded in memory by nobody who could be interrupted.</summary>
public sealed class WorkerCrashTests : IDisposable
{
    private const int SecondCount = 32;
    private const int KillCount = 3;
    private const int Killed = 128 + (int)Signal.Kill;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan FramePause = TimeSpan.FromMilliseconds(100);
    private static readonly string Changed = TestPolicies.ApparentMinor.Replace("0.90", "0.91", StringComparison.Ordinal);
    private readonly KafkaFixture _kafka = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();

    [RequiresModelsFact("blazeface-back", "faceres-deep", "text")]
    public async Task A_worker_that_is_killed_again_and_again_loses_nothing_and_doubles_nothing()
    {
        var lives = Lives();
        _kafka.Touch([.. TopicNames.All]);
        await PolicyTopic.PublishAsync(_kafka, TestPolicies.ApparentMinor, TestSheets.Gifts, TestSheets.Chat);

        var exits = await RunAndKillAsync(lives, new Random(20261122));

        Assert.Equal(Enumerable.Repeat(Killed, KillCount).Append(0), exits);
        var expected = LogFold.Of(_kafka);
        AssertComplete(lives, expected);
        expected.AssertTold(_kafka);
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
            var goal = _kafka.CountIn(TopicNames.Signals) + random.Next(10, 60);
            await KafkaFixture.Until(() => worker.Exited.IsCompleted || _kafka.CountIn(TopicNames.Signals) >= goal, "the worker writes signals");
            Assert.True(Signals.Send(worker.Identity.Pid, Signal.Kill));
            exits.Add(await worker.Exited.WaitAsync(Patience));
        }

        await using var last = await StartAsync(KillCount);
        await playing;
        await KafkaFixture.Until(
            // What the one before committed can be everything; the last one must have taken over all the same.
            () => last.Exited.IsCompleted
                || (last.Log.Tail(200).Any(line => line.Contains("lives back", StringComparison.Ordinal))
                    && ConsumerLag.Read(_kafka.Bootstrap, _kafka.Unique)!.All(lag => lag.Records == 0)),
            "everything is decided by one that has taken over");
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
                if (second == SecondCount / 2)
                    await PolicyTopic.PublishAsync(_kafka, TestPolicies.Record(Changed, revision: 2));
                foreach (var live in lives)
                {
                    await live.SendFrameAsync(_kafka, second);
                    await TestSheets.SendGiftAndLineAsync(_kafka, live.Id, second, live.CapturedAt(second));
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
                typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), "--Sampling:MaxAge=01:00:00", "--Decider:SnapshotInterval=00:00:00.3",
                "--Logging:LogLevel:Moderation.Worker.Decisions.Snapshots=Information",
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

    /// <summary>The log holds all that was sent, and enough followed from it to tell something.</summary>
    private static void AssertComplete(IReadOnlyList<PortraitLive> lives, LogFold log)
    {
        Assert.Equal(Samples(lives), log.Signals.OfType<FrameSignal>().Select(frame => frame.SampleId.Value).ToHashSet());
        Assert.Equal(lives.Count * SecondCount, log.Signals.OfType<GiftSignal>().Select(gift => (gift.LiveId, gift.Gift.GiftId)).Distinct().Count());
        Assert.Equal(lives.Count * SecondCount, log.Signals.OfType<TextSignal>().Select(line => (line.LiveId, line.MessageId)).Distinct().Count());
        Assert.Contains(log.Signals.OfType<PolicySignal>(), marker => marker.Policy.Revision == 2);
        Assert.True(log.Decisions.Count > 2 * lives.Count, $"{log.Decisions.Count} decisions");
        Assert.NotEmpty(log.Reports);
        Assert.NotEmpty(log.Actions);
    }

    private static HashSet<string> Samples(IEnumerable<PortraitLive> lives) =>
    [
        .. lives.SelectMany(live => Enumerable.Range(0, SecondCount)
            .Select(second => FrameSignals.SampleOf(new FrameHead(live.Id, PortraitLive.FrameId(second), live.CapturedAt(second))).Value)),
    ];
}
