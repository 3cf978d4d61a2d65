using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Releases orders to the platform. Of all processes with this role one is active: the one that owns the log of orders.</summary>
internal sealed class EnforcerRole(OrderIntake intake, EdgeDesk edges, LoopFactory loops, EnforcementOptions options, ILogger<EnforcerRole> log) : IWorkerRole, IDisposable
{
    public const string Group = "enforcer";

    private readonly List<ConsumerLoop> _loops = [];
    private Task _lastSession = Task.CompletedTask;

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public string? NotReady => intake.Session is { IsActive: false } ? "what became of orders is being read" : null;

    public string Says => intake.Session is null ? "enforcement: stands by" : "enforcement: active";

    public void Start()
    {
        if (options.DryRun)
            log.RunsDry();
        edges.Start();
        _loops.Add(loops.Create(Group, TopicNames.Orders, intake, new CommittedReplayStart(), mayStandBy: true));
        _loops[0].Start();
    }

    public async Task StopAsync()
    {
        _lastSession = intake.Session?.Ended ?? Task.CompletedTask;
        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
        intake.Session?.Close();
        await _lastSession;
        await edges.StopAsync();
    }

    public void Dispose()
    {
        foreach (var loop in _loops)
            loop.Dispose();
        // Where nothing was stopped before, nobody has told the session that it is over.
        var session = intake.Session;
        session?.Close();
        ((IAsyncResult)(session?.Ended ?? _lastSession)).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10));
    }
}
