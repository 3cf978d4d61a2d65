using Moderation.Models.Text;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Scoring;

/// <summary>The lanes for text.</summary>
internal sealed class TextLanes(ITextScorerFactory scorers, TextScoring scoring, TextScoringOptions options, HostFault fault, ILogger<TextLanes> log) : IDisposable
{
    private readonly List<TextLane> _lanes = [];

    /// <summary>Makes the scorers and starts the lanes.</summary>
    public IReadOnlyList<TextLane> Open()
    {
        var count = options.Lanes == 0 ? Environment.ProcessorCount : options.Lanes;
        for (var number = 0; number < count; number++)
        {
            var scorer = new TextLaneScorer(scorers.Create());
            if (number == 0 && log.IsEnabled(LogLevel.Information))
                log.TextLanesReady(count, string.Join(", ", scorer.Models.Select(model => $"{model.Name} {model.Hash}")));
            _lanes.Add(new TextLane(number, options, scorer, scoring, fault));
        }

        return _lanes;
    }

    public void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Dispose();
        _lanes.Clear();
    }
}
