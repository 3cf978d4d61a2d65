using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

public sealed class FaceTrackTests
{
    private const double Child = 4;
    private const double Adult = 40;

    [Fact]
    public void Child_beside_an_adult_in_one_tile_is_not_averaged_away()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 30, _ => [Face(Adult, left: 0.3), Face(Child, left: 0.7)]);
        Assert.Single(log.Reports);
        Assert.Equal(Child, log.State(Host).MeanReadYears);
    }

    [Fact]
    public void Faces_keep_their_tracks_whatever_order_they_are_listed_in()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 30, second => second % 2 == 0
            ? [Face(Adult, left: 0.3 + second * 0.005), Face(Child, left: 0.8)]
            : [Face(Child, left: 0.8), Face(Adult, left: 0.3 + second * 0.005)]);
        Assert.Equal(Child, log.State(Host).MeanReadYears);
        Assert.Single(log.Reports);
    }

    [Fact]
    public void Lone_face_keeps_its_track_when_it_jumps_across_the_tile()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 20, second => [Face(Child, left: second % 2 == 0 ? 0.1 : 0.9)]);
        Assert.Single(log.Reports);
        Assert.Equal(18, log.State(Host).ClearFaceSeconds);
    }

    [Fact]
    public void Moving_the_tile_moves_its_tracks()
    {
        var log = new LiveLog().Joins(0, Host, LeftHalf)
            .SeesEverySecond(1, 6, _ => [Face(Adult, left: 0.1), Face(Child, left: 0.4)])
            .Happens(6, SessionEventKind.TileChanged, Host, RightHalf)
            .SeesEverySecond(7, 12, _ => [Face(Adult, left: 0.6), Face(Child, left: 0.9)]);
        Assert.Equal(Child, log.State(Host).MeanReadYears);
        Assert.Single(log.Reports);
    }

    [Fact]
    public void Track_limit_holds_and_what_makes_place_is_counted()
    {
        var log = new LiveLog(Rules(tracks: new LiveDeciderOptions { MaxTracks = 2 })).Joins(0, Host)
            .Sees(1, Face(20, left: 0.1), Face(30, left: 0.5))
            .Sees(2, Face(20, left: 0.1), Face(30, left: 0.5), Face(40, left: 0.9));
        Assert.Equal(1, log.Last.TracksDropped);
        log.Sees(30, Face(20, left: 0.1), Face(30, left: 0.5));
        Assert.Equal(2, log.Last.TracksDropped);
    }

    [Fact]
    public void Person_who_comes_back_starts_without_evidence()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 20, _ => [Face(Child)])
            .Happens(20, SessionEventKind.ParticipantLeft, Host).Joins(21, Host).Sees(22, Face(Adult));
        Assert.Null(log.State(Host).Belief);
        Assert.Equal(Adult, log.State(Host).MeanReadYears);
    }

    [Fact]
    public void Participant_limit_forgets_who_left_first_and_refuses_when_all_are_on_screen()
    {
        var log = new LiveLog(Rules(tracks: new LiveDeciderOptions { MaxParticipants = 2 })).Joins(0, Host).Joins(1, Guest);
        Assert.Equal(SignalFate.TooManyParticipants, log.Joins(2, ParticipantId.Parse("third")).Last.Fate);
        log.Happens(3, SessionEventKind.ParticipantLeft, Guest).Joins(4, ParticipantId.Parse("third"));
        Assert.Equal(["host", "third"], log.Decider.Describe().Participants.Select(p => p.ParticipantId.Value));
    }
}
