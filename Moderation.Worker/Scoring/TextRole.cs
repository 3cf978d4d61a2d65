using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>The scorer's half for text: reads lines, and writes signals. Its consumer and lanes are its own, so slow frames hold no line up.</summary>
internal sealed class TextRole(TextLanes lanes, ChatIntakes intakes, LoopFactory loops) : IWorkerRole, IDisposable
{
    private ConsumerLoop? _loop;

    public IReadOnlyList<ConsumerLoop> Loops => _loop is null ? [] : [_loop];

    public void Start()
    {
        _loop = loops.Create("scorer.chat", TopicNames.Chat, intakes.Chat(new LaneBoard<TextLane>(lanes.Open())), new CommittedReplayStart());
        _loop.Start();
    }

    /// <remarks>First the consumer, whose last act is to wait for the lanes; then the lanes.</remarks>
    public async Task StopAsync()
    {
        await Task.WhenAll(Loops.Select(loop => loop.StopAsync()));
        Dispose();
    }

    public void Dispose()
    {
        _loop?.Dispose();
        lanes.Dispose();
    }
}
