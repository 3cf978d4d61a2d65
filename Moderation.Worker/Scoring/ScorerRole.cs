using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>Reads frames, and writes signals.</summary>
internal sealed class ScorerRole(
    IFrameScorerFactory scorers, FrameScoring scoring, FrameIntakes intakes, LoopFactory loops, ScoringOptions options, HostFault fault) : IWorkerRole, IDisposable
{
    private readonly List<ScoringLane> _lanes = [];
    private readonly List<ConsumerLoop> _loops = [];

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public void Start()
    {
        var count = options.Lanes == 0 ? Environment.ProcessorCount : options.Lanes;
        for (var number = 0; number < count; number++)
            _lanes.Add(new ScoringLane(number, new WorkQuota(options.PauseAt, options.ResumeAt), new LaneScorer(scorers.Create()), scoring, fault));
        _loops.Add(loops.Create("scorer.frames", TopicNames.Frames, intakes.Frames(new LaneBoard<ScoringLane>(_lanes)), new CommittedReplayStart()));
        foreach (var loop in _loops)
            loop.Start();
    }

    /// <remarks>First the consumers, whose last act is to wait for the lanes; then the lanes.</remarks>
    public async Task StopAsync()
    {
        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
        Dispose();
    }

    public void Dispose()
    {
        foreach (var loop in _loops)
            loop.Dispose();
        foreach (var lane in _lanes)
            lane.Dispose();
        _lanes.Clear();
    }
}
