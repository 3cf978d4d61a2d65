using Moderation.Core.Wire;
using Moderation.Models.Faces;

namespace Moderation.Worker.Scoring;

/// <summary>A lane's scorer with its models in the words of the wire, put together once and not per frame.</summary>
internal sealed class LaneScorer(IFrameScorer scorer) : IDisposable
{
    public IReadOnlyList<ModelRef> Models { get; } = [.. scorer.Models.Select(m => new ModelRef(m.Name, m.Hash))];

    public FrameScore Score(ReadOnlySpan<byte> image) => scorer.Score(image);

    public void Dispose() => scorer.Dispose();
}
