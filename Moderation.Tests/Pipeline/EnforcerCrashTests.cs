using Moderation.Cli.Demo.Platform;
using Moderation.Cli.Host;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker;

namespace Moderation.Tests.Pipeline;

/// <summary>The real program as enforcer, killed the hard way again and again while orders flow.</summary>
public sealed class EnforcerCrashTests : IDisposable
{
    private const int LeastOrders = 200;
    private const int KillCount = 4;
    private const int Killed = 128 + (int)Signal.Kill;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly KafkaFixture _kafka = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();
    private readonly EnforcementWatch _watch;

    public EnforcerCrashTests() => _watch = new EnforcementWatch(_kafka);

    [Fact]
    public async Task An_enforcer_that_is_killed_again_and_again_sends_every_order_nothing_twice_otherwise_and_none_that_is_held()
    {
        await using var platform = new SimulatedPlatform(_kafka.Bootstrap, SimulatedPlatform.Quick, what => Assert.Fail(what), TimeProvider.System);
        var flow = new OrderFlow(_kafka, _watch);
        var random = new Random(20261128);
        var playing = Task.CompletedTask;
        var kills = 0;
        for (var run = 0; run < KillCount; run++)
        {
            await using var enforcer = await StartAsync(run);
            if (run == 0)
                playing = flow.PlayAsync(count => count < LeastOrders || Volatile.Read(ref kills) < KillCount);
            var goal = _watch.Dispatches.Count + random.Next(3, 60);
            await KafkaFixture.Until(() => enforcer.Exited.IsCompleted || _watch.Dispatches.Count >= goal, "the enforcer writes");
            Assert.True(Signals.Send(enforcer.Identity.Pid, Signal.Kill));
            Assert.Equal(Killed, await enforcer.Exited.WaitAsync(Patience));
            Interlocked.Increment(ref kills);
        }

        await using var last = await StartAsync(KillCount);
        await playing;
        await flow.AssertCompleteAsync(platform.InForce);
        await KafkaFixture.Until(() => _kafka.Committed($"{_kafka.Unique}.enforcer", TopicNames.Orders) == flow.Orders.Count, "all of the log is committed");
        Assert.True(Says(last, "Enforcement taken over"));
        await StopAsync(last);
    }

    [Fact]
    public async Task An_enforcer_that_stood_still_while_another_took_over_sends_nothing_any_more()
    {
        await using var platform = new SimulatedPlatform(_kafka.Bootstrap, SimulatedPlatform.Quick, what => Assert.Fail(what), TimeProvider.System);
        var flow = new OrderFlow(_kafka, _watch);
        await using var first = await StartAsync(0);
        var goOn = 1;
        var playing = flow.PlayAsync(count => count < LeastOrders || Volatile.Read(ref goOn) == 1);
        await KafkaFixture.Until(() => _watch.Dispatches.Count > 20, "the first enforces");
        await using var second = await StartAsync(1);
        await KafkaFixture.Until(() => _kafka.CountIn(TopicNames.Orders) > 60, "both have joined, and the first enforces");

        await SignalAsync(first, "STOP");
        await KafkaFixture.Until(() => Says(second, "Enforcement taken over"), "the second takes over");
        await SignalAsync(first, "CONT");
        await KafkaFixture.Until(() => Says(first, "Enforcement given up"), "the first has noticed");
        Interlocked.Exchange(ref goOn, 0);
        await playing;

        await flow.AssertCompleteAsync(platform.InForce);
        await StopAsync(first);
        await StopAsync(second);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _launcher.Dispose();
        _folder.Dispose();
        _kafka.Dispose();
    }

    private static async Task StopAsync(ChildProcess enforcer)
    {
        Assert.True(await enforcer.StopAsync(Patience), $"it does not stop when it is asked to: {string.Join('\n', enforcer.Log.Tail(40))}");
        Assert.Equal(0, await enforcer.Exited);
    }

    private static bool Says(ChildProcess enforcer, string text) => enforcer.Log.Tail(1000).Any(line => line.Contains(text, StringComparison.Ordinal));

    private static async Task SignalAsync(ChildProcess process, string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", process.Identity.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private Task<ChildProcess> StartAsync(int run) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "enforcer",
            FileName = "dotnet",
            Arguments =
            [
                typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), "--Worker:Roles=enforcer", OrderFlow.Breakers,
                "--Logging:LogLevel:Moderation.Worker=Information", "--Logging:LogLevel:Moderation.Worker.Enforcement.OutcomeTeller=Error",
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File($"enforcer-{run}.log")),
        },
        _launcher);
}
