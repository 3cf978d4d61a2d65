using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Intake;

/// <summary>The scorer's part that needs no model: copies session events, gifts, flags and verdicts into the lives' logs.</summary>
/// <remarks>Each topic has a consumer of its own, so that a flood of gifts keeps no flag and no verdict waiting.</remarks>
internal sealed class IntakeRole(
    LoopFactory loops, IRecordPublisher publisher, DeadLetterPublisher deadLetters, LiveRoster roster, SamplingOptions options, TimeProvider time)
    : IWorkerRole, IDisposable
{
    private readonly List<ConsumerLoop> _loops = [];

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public void Start()
    {
        Add(LogSources.Sessions, new SessionIntake(publisher, deadLetters, roster, options, time));
        Add(LogSources.Gifts, Intake(LogSources.Gifts));
        Add(LogSources.Flags, Intake(LogSources.Flags));
        Add(LogSources.Verdicts, Intake(LogSources.Verdicts));
        foreach (var loop in _loops)
            loop.Start();
    }

    public Task StopAsync() => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    public void Dispose()
    {
        foreach (var loop in _loops)
            loop.Dispose();
    }

    private LogIntake<T> Intake<T>(LogSource<T> source)
        where T : class, IWireRecord => new(source, publisher, deadLetters, options, time);

    private void Add<T>(LogSource<T> source, IRecordIntake intake)
        where T : class, IWireRecord => _loops.Add(loops.Create(source.Group, source.Topic, intake, new CommittedReplayStart()));
}
