using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Demo;

public sealed class SceneTimelineTests
{
    private static readonly ClipShape Shape = new(24, 8, 640, 360);

    [Fact]
    public void Overlays_go_on_and_off_in_turn_for_as_long_as_the_live_runs()
    {
        var timeline = new SceneTimeline(Scene(0, Person("host", 0, new Cover(6, 3))), Shape);

        var overlays = timeline.Events().TakeWhile(e => e.AtSecond < 99).Where(e => e.Kind is SessionEventKind.OverlayOn or SessionEventKind.OverlayOff).ToList();

        Assert.Equal(32, overlays.Count);
        Assert.All(overlays.Index(), o => Assert.Equal(o.Index % 2 == 0 ? SessionEventKind.OverlayOn : SessionEventKind.OverlayOff, o.Item.Kind));
        Assert.Equal(Enumerable.Range(1, 32).Select(i => i * 3.0), overlays.Select(o => o.AtSecond));
    }

    [Fact]
    public void The_platform_says_covered_exactly_when_the_picture_is_covered()
    {
        var cover = new Cover(6, 3);
        var timeline = new SceneTimeline(Scene(12, Person("host", 0, cover)), Shape);
        var events = timeline.Events().TakeWhile(e => e.AtSecond <= 90).ToList();

        for (var elapsed = 0.0; elapsed < 90; elapsed += 1.0 / Shape.Fps)
        {
            var said = events.LastOrDefault(e => e.AtSecond <= elapsed && e.Kind is SessionEventKind.OverlayOn or SessionEventKind.OverlayOff);
            var shown = cover.Covers((double)timeline.FrameIndex(elapsed) / Shape.Fps);
            Assert.Equal(shown, said?.Kind == SessionEventKind.OverlayOn);
        }
    }

    [Fact]
    public void A_guest_is_announced_before_a_frame_shows_the_guest_and_only_once()
    {
        var scene = Scene(6, Person("host", 0), Person("guest", 6));
        var timeline = new SceneTimeline(scene, Shape);
        var joined = Assert.Single(timeline.Events(), e => e.Kind == SessionEventKind.ParticipantJoined && e.Participant!.Id.Value == "guest");

        for (var elapsed = 0.0; elapsed < 120; elapsed += 0.25)
        {
            var isShown = scene.Participants[1].TileAt((double)timeline.FrameIndex(elapsed) / Shape.Fps) is not null;
            Assert.Equal(elapsed >= joined.AtSecond, isShown);
        }
    }

    [Fact]
    public void Events_come_in_order_and_begin_with_the_live()
    {
        var timeline = new SceneTimeline(Scene(6, Person("host", 0, new Cover(6, 2)) with { IsFiltered = true }, Person("guest", 6, new Cover(3, 1))), Shape);

        var events = timeline.Events().Take(200).ToList();

        Assert.Equal(SessionEventKind.LiveStarted, events[0].Kind);
        Assert.Equal(events.Select(e => e.AtSecond).Order(), events.Select(e => e.AtSecond));
        Assert.Contains(events, e => e.Kind == SessionEventKind.FilterOn);
    }

    [Fact]
    public void A_match_begins_and_ends_once_and_a_gift_is_in_it_from_the_first_second_on_and_not_from_the_last()
    {
        var match = new SceneMatch("quiz", 8, 30);
        var timeline = new SceneTimeline(Scene(0, Person("host", 0, new Cover(6, 3))) with { Match = match }, Shape);

        var said = timeline.Events().TakeWhile(e => e.AtSecond < 200).Where(e => e.Kind is SessionEventKind.MatchStarted or SessionEventKind.MatchEnded);

        Assert.Equal([(8, SessionEventKind.MatchStarted), (30, SessionEventKind.MatchEnded)], said.Select(e => (e.AtSecond, e.Kind)));
        Assert.Equal([false, true, true, false], new[] { 7.9, 8, 29.9, 30 }.Select(match.IsOnAt));
    }

    [Fact]
    public void A_scene_in_which_nothing_repeats_has_an_end_of_events()
    {
        var timeline = new SceneTimeline(Scene(0, Person("host", 0)), Shape);

        Assert.Equal(2, timeline.Events().Count());
    }

    private static Scene Scene(int loopFrom, params SceneParticipant[] people) =>
        new() { Name = "scene", Shows = "people", LoopFromSecond = loopFrom, Participants = people };

    private static SceneParticipant Person(string id, int from, Cover? cover = null) => new()
    {
        Id = ParticipantId.Parse(id),
        Role = ParticipantRole.Host,
        Portrait = new Portrait("a.png", FacePlace.Portrait),
        Tiles = [new TilePhase(from, NormalizedBox.WholeFrame)],
        Cover = cover,
    };
}
