using System.Globalization;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Play;

/// <summary>One live of a run: its id and what is played in it.</summary>
internal sealed record DemoLive(LiveId Id, Clip Clip)
{
    /// <summary>The account of somebody on screen, in the chat or among those who give. A stranger's is new in each run, so that nothing is known of it.</summary>
    public UserId UserOf(string person) =>
        UserId.Parse(Clip.Scene.Gifts?.Strangers.Contains(person) is true ? $"{Id}-{person}" : $"demo-{Clip.Scene.Name}-{person}");
}

/// <summary>Plays one live at its own pace: what is on screen now is sent now, and a late tick shows a later picture instead of catching up.</summary>
internal sealed class LivePlayer(DemoLive live, ClipShape shape, double framesPerSecond, LivePublisher publisher, TimeProvider time)
{
    private readonly SceneTimeline _timeline = new(live.Clip.Scene, shape);
    private long _eventCount;
    private long _frameCount;

    /// <summary>Runs until stopped, and then ends the live.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        var startedAt = time.GetUtcNow();
        using var events = _timeline.Events().GetEnumerator();
        var hasEvent = events.MoveNext();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1 / framesPerSecond), time);
        try
        {
            do
            {
                var now = time.GetUtcNow();
                var elapsedSeconds = (now - startedAt).TotalSeconds;
                for (; hasEvent && events.Current.AtSecond <= elapsedSeconds; hasEvent = events.MoveNext())
                    publisher.Publish(Record(events.Current, startedAt.AddSeconds(events.Current.AtSecond)));
                publisher.Publish(live.Id, NextId("frame", ref _frameCount), now, live.Clip.Frames[_timeline.FrameIndex(elapsedSeconds)]);
            }
            while (await ticks.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            publisher.Publish(Record(new SceneEvent(0, SessionEventKind.LiveEnded), time.GetUtcNow()));
        }
    }

    private SessionEventRecord Record(SceneEvent happening, DateTimeOffset at) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        EventId = NextId("event", ref _eventCount),
        At = at,
        Kind = happening.Kind,
        ParticipantId = happening.Participant?.Id,
        UserId = happening.Participant is { } person ? live.UserOf(person.Id.Value) : null,
        Role = happening.Kind == SessionEventKind.ParticipantJoined ? happening.Participant!.Role : null,
        Tile = happening.Tile,
        MatchId = happening.Kind is SessionEventKind.MatchStarted or SessionEventKind.MatchEnded ? live.Clip.Scene.Match!.Id : null,
        Country = happening.Kind == SessionEventKind.LiveStarted ? live.Clip.Scene.Country : null,
    };

    private static string NextId(string kind, ref long count) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++count:000000}");
}
