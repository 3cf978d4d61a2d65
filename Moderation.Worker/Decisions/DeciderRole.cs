using Moderation.Core.Wire;
using Moderation.Worker.Decisions.Policies;
using Moderation.Worker.Decisions.Snapshots;
using Moderation.Worker.Decisions.Standing;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Reads the lives' logs, and writes decisions, reports, actions and the state of lives. Beside them it reads all policies and all standings.</summary>
internal sealed class DeciderRole(
    DeciderIntake intake, DeciderReplayStart start, PolicyWatcher policies, StandingWatcher standings, LoopFactory loops) : IWorkerRole, IDisposable
{
    private readonly List<ConsumerLoop> _loops = [];
    private readonly TopicReader _policyReader = loops.Reader(TopicNames.Policies);
    private readonly TopicReader _standingReader = loops.Reader(TopicNames.Standing);

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public string? NotReady => !_policyReader.IsLoaded ? "policies are being read" : _standingReader.IsLoaded ? null : "standings are being read";

    public void Start()
    {
        _policyReader.Start(policies.Take);
        _standingReader.Start(standings.Take);
        _loops.Add(loops.Create("decider", TopicNames.Signals, intake, start));
        _loops[0].Start();
    }

    public Task StopAsync() => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    public void Dispose()
    {
        foreach (var loop in _loops)
            loop.Dispose();
        _policyReader.Dispose();
        _standingReader.Dispose();
    }
}
