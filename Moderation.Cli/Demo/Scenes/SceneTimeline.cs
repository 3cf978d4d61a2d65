using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Scenes;

/// <summary>One thing that the platform says about a scene, at a second since the live began.</summary>
internal sealed record SceneEvent(double AtSecond, SessionEventKind Kind, SceneParticipant? Participant = null, NormalizedBox? Tile = null);

/// <summary>Turns a scene into session events and clip positions, for as long as the live runs.</summary>
internal sealed class SceneTimeline(Scene scene, ClipShape shape)
{
    private readonly int _loopSeconds = shape.Seconds - scene.LoopFromSecond;

    /// <summary>Second of the clip that is on screen so many seconds after the live began.</summary>
    public double ClipSecond(double elapsedSeconds) => elapsedSeconds < shape.Seconds
        ? elapsedSeconds
        : scene.LoopFromSecond + ((elapsedSeconds - shape.Seconds) % _loopSeconds);

    /// <summary>The picture of the clip that is on screen then.</summary>
    public int FrameIndex(double elapsedSeconds) =>
        Math.Clamp((int)Math.Floor(ClipSecond(elapsedSeconds) * shape.Fps), 0, shape.FrameCount - 1);

    /// <summary>Every event in order, without end where the scene repeats something; a frame shows what was said up to its own second.</summary>
    public IEnumerable<SceneEvent> Events()
    {
        yield return new SceneEvent(0, SessionEventKind.LiveStarted);
        foreach (var happening in Once().OrderBy(e => e.AtSecond))
            yield return happening;
        var repeated = Repeated().OrderBy(e => e.AtSecond).ToList();
        if (repeated.Count == 0)
            yield break;
        for (var offset = (double)_loopSeconds; ; offset += _loopSeconds)
        {
            foreach (var happening in repeated)
                yield return happening with { AtSecond = happening.AtSecond + offset };
        }
    }

    private IEnumerable<SceneEvent> Once() => scene.Participants.SelectMany(Comings).Concat(MatchEnds()).Concat(Covers(0));

    private IEnumerable<SceneEvent> MatchEnds()
    {
        if (scene.Match is not { } match)
            yield break;
        yield return new SceneEvent(match.FromSecond, SessionEventKind.MatchStarted);
        if (match.ToSecond is { } end)
            yield return new SceneEvent(end, SessionEventKind.MatchEnded);
    }

    /// <summary>What happens again in each round, at the seconds of the first round.</summary>
    private IEnumerable<SceneEvent> Repeated() => Covers(scene.LoopFromSecond);

    private static IEnumerable<SceneEvent> Comings(SceneParticipant participant)
    {
        var first = participant.Tiles[0];
        yield return new SceneEvent(first.FromSecond, SessionEventKind.ParticipantJoined, participant, first.Box);
        if (participant.IsFiltered)
            yield return new SceneEvent(first.FromSecond, SessionEventKind.FilterOn, participant);
        foreach (var phase in participant.Tiles.Skip(1))
            yield return new SceneEvent(phase.FromSecond, SessionEventKind.TileChanged, participant, phase.Box);
    }

    private IEnumerable<SceneEvent> Covers(int fromSecond)
    {
        foreach (var participant in scene.Participants)
        {
            if (participant.Cover is not { } cover)
                continue;
            for (var end = fromSecond + cover.EverySeconds; end <= shape.Seconds; end += cover.EverySeconds)
            {
                yield return new SceneEvent(end - cover.ForSeconds, SessionEventKind.OverlayOn, participant);
                yield return new SceneEvent(end, SessionEventKind.OverlayOff, participant);
            }
        }
    }
}
