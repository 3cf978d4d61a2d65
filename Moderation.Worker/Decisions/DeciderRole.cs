using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Reads the lives' logs, and writes reports, actions and the state of lives.</summary>
internal sealed class DeciderRole(DeciderIntake intake, LoopFactory loops, DeciderOptions options, TimeProvider time) : IWorkerRole, IDisposable
{
    private readonly List<ConsumerLoop> _loops = [];

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public void Start()
    {
        IReplayStart start = options.ReplayFrom == ReplayFrom.Window
            ? new WindowReplayStart(options.ReplayWindow, time)
            : new EarliestReplayStart();
        _loops.Add(loops.Create("decider", TopicNames.Signals, intake, start));
        _loops[0].Start();
    }

    public Task StopAsync() => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    public void Dispose()
    {
        foreach (var loop in _loops)
            loop.Dispose();
    }
}
