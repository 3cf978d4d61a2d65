using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

public sealed class LiveDeciderTests
{
    private const double Child = 4;
    private const double Adult = 30;

    [Fact]
    public void Apparent_child_is_reported_once_and_gifts_are_capped_with_reasons_and_an_end()
    {
        var log = new LiveLog().Happens(0, SessionEventKind.LiveStarted).Joins(0, Host).SeesEverySecond(1, 120, _ => [Face(Child)]);

        var report = Assert.Single(log.Reports);
        var action = Assert.Single(log.Actions);
        Assert.Equal(("report", Host, Start.AddSeconds(9)), (report.Rung, report.Subject.ParticipantId, report.RaisedAt));
        Assert.Equal(9, ((AgeEvidenceSummary)report.Evidence).ClearFaces);
        Assert.True(report.Evidence is AgeEvidenceSummary { BeliefLow: { } low, BeliefHigh: { } high, Belief: var belief, Gaps.Count: 0 } && 0 < low && low < belief && belief < high);
        Assert.Equal([90, 80, 70, 60, 50], ((AgeEvidenceSummary)report.Evidence).Frames.Select(f => f.Offset));
        Assert.Equal("faceres-deep", Assert.Single(((AgeEvidenceSummary)report.Evidence).Models).Name);
        Assert.Equal((ActionKind.ThrottleGifts, 100L, report.ReportId), (action.Kind, action.MaxCoinsPerMinute!.Value, action.ReportId));
        Assert.Equal(TimeSpan.FromMinutes(15), action.ExpiresAt - action.OrderedAt);
        Assert.NotEmpty(action.Reasons);
        Assert.NotEmpty(action.Ground);
        Assert.True(((AgeEvidenceSummary)action.Evidence).Belief >= 0.9);
        Assert.Null(((IWireRecord)action).FindFault());
    }

    [Fact]
    public void Adult_leads_to_nothing()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 300, _ => [Face(Adult)]);
        Assert.Empty(log.Reports);
        Assert.Empty(log.Actions);
        Assert.InRange(log.State(Host).Belief!.Value, 0, 0.05);
    }

    [Fact]
    public void Unknown_never_acts()
    {
        var log = new LiveLog().Joins(0, Host)
            .SeesEverySecond(1, 8, _ => [Face(Child)])
            .SeesEverySecond(8, 200, _ => [Face(Child, band: FaceQualityBand.Poor)]);
        Assert.Empty(log.Reports);
        Assert.Null(log.State(Host).Belief);
        Assert.Equal(UnknownReason.TooLittleClearFaceTime, log.State(Host).UnknownBecause);
        Assert.Equal((7, 192), (log.State(Host).ClearFaces, log.State(Host).PoorFaces));
    }

    [Fact]
    public void Poor_faces_leave_the_belief_as_it_is()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 20, _ => [Face(12)]);
        var before = log.State(Host).Belief;
        log.SeesEverySecond(20, 60, _ => [Face(40, band: FaceQualityBand.Poor)]);
        Assert.Equal(before, log.State(Host).Belief);
    }

    [Theory]
    [InlineData(SessionEventKind.OverlayOn, SessionEventKind.OverlayOff)]
    [InlineData(SessionEventKind.FilterOn, SessionEventKind.FilterOff)]
    public void Covered_or_altered_face_does_not_count_as_clear(SessionEventKind on, SessionEventKind off)
    {
        var log = new LiveLog().Happens(0, on, Host).Joins(1, Host).SeesEverySecond(2, 60, _ => [Face(Child)]);
        Assert.Empty(log.Reports);
        Assert.Equal((0, 58), (log.State(Host).ClearFaces, log.State(Host).PoorFaces));
        log.Happens(60, off, Host).SeesEverySecond(61, 75, _ => [Face(Child)]);
        Assert.Single(log.Reports);
    }

    [Fact]
    public void Faces_read_by_a_model_the_calibration_is_not_for_are_no_evidence()
    {
        var log = new LiveLog().Joins(0, Host);
        for (var second = 1; second < 30; second++)
            log.Append(Frame(second, "some-other-model", Face(Child)));
        Assert.Empty(log.Reports);
        Assert.Equal(29, log.State(Host).PoorFaces);
    }

    [Fact]
    public void Only_the_person_whose_tile_holds_the_child_is_concerned()
    {
        var log = new LiveLog().Joins(0, Host, LeftHalf).Joins(0, Guest, RightHalf, ParticipantRole.Guest)
            .SeesEverySecond(1, 30, _ => [Face(Adult, left: 0.25), Face(Child, left: 0.75)]);
        Assert.Equal((Guest, ParticipantRole.Guest), (Assert.Single(log.Reports).Subject.ParticipantId, log.Reports[0].Subject.Role));
        Assert.Equal(Guest, Assert.Single(log.Actions).Subject.ParticipantId);
        Assert.True(log.State(Host).Belief < 0.1);
    }

    [Fact]
    public void Guest_tile_on_top_of_the_host_picture_takes_its_faces()
    {
        var log = new LiveLog().Joins(0, Host).Joins(0, Guest, new NormalizedBox(0.7, 0.7, 0.3, 0.3), ParticipantRole.Guest)
            .Sees(1, Face(Child, left: 0.85, top: 0.85), Face(Adult));
        Assert.Equal((1, 1), (log.State(Host).ClearFaces, log.State(Guest).ClearFaces));
        Assert.Equal(Child, log.State(Guest).MeanReadYears);
    }

    [Fact]
    public void Frames_before_anybody_joined_are_counted_and_concern_nobody()
    {
        var log = new LiveLog().SeesEverySecond(1, 20, _ => [Face(Child)]);
        var state = log.Decider.Describe();
        Assert.Equal((19, 19), (state.FramesScored, state.FacesOutsideTiles));
        Assert.Empty(state.Participants);
        Assert.Empty(log.Reports);
        Assert.Equal(1, log.Last.FacesOutsideTiles);
    }

    [Fact]
    public void Late_and_repeated_entries_change_nothing_and_say_why()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 6, _ => [Face(Child)]);
        var before = log.Decider.Describe();
        Assert.Equal(SignalFate.DuplicateSample, log.Sees(5, Face(Child)).Last.Fate);
        Assert.Equal(SignalFate.OutOfOrderFrame, log.Sees(4.5, Face(Adult)).Last.Fate);
        Assert.Equal(SignalFate.DuplicateEvent, log.Append(Event(0, SessionEventKind.ParticipantJoined, "e0", Host, LeftHalf, ParticipantRole.Host)).Last.Fate);
        Assert.Equal(SignalFate.StaleEvent, log.Append(Event(-1, SessionEventKind.ParticipantLeft, "late", Host)).Last.Fate);
        Assert.Equal(SignalFate.UnknownParticipant, log.Happens(6, SessionEventKind.ParticipantLeft, Guest).Last.Fate);
        Assert.Equal(SignalFate.UnknownKind, log.Append(new SignalRecord { V = 1, LiveId = Live, At = Start.AddHours(1) }).Last.Fate);
        Assert.False(log.Last.StateChanged);
        Assert.Equivalent(before with { Covers = log.Decider.Describe().Covers }, log.Decider.Describe());
    }

    [Fact]
    public void Frame_that_was_not_scored_is_counted_apart()
    {
        var log = new LiveLog().Append(Frame(1, "faceres-deep") with { NotScored = NotScoredReason.Undecodable, Models = [] });
        Assert.Equal((0, 1), (log.Decider.Describe().FramesScored, log.Decider.Describe().FramesNotScored));
    }

    [Fact]
    public void Cap_is_renewed_under_a_new_id_before_it_ends_for_as_long_as_the_episode_lasts()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 60 * 40, _ => [Face(Child)]);
        Assert.Single(log.Reports);
        Assert.Equal(3, log.Actions.Count);
        Assert.Equal(3, log.Actions.Select(a => a.ActionId).Distinct().Count());
        Assert.All(log.Actions.Zip(log.Actions.Skip(1)), pair => Assert.Equal(pair.First.ExpiresAt - TimeSpan.FromMinutes(1), pair.Second.OrderedAt));
        Assert.All(log.Actions, a => Assert.Equal(log.Reports[0].ReportId, a.ReportId));
    }

    [Fact]
    public void Episode_ends_when_the_face_is_gone_and_the_next_one_is_reported_anew()
    {
        var log = new LiveLog().Joins(0, Host)
            .SeesEverySecond(1, 20, _ => [Face(Child)])
            .SeesEverySecond(20, 200, _ => []);
        Assert.Null(log.State(Host).Belief);
        log.SeesEverySecond(200, 220, _ => [Face(Child)]);
        Assert.Equal(2, log.Reports.Count);
        Assert.Equal(2, log.Reports.Select(r => r.ReportId).Distinct().Count());
    }

    [Fact]
    public void Belief_that_wavers_within_the_hysteresis_stays_one_episode_and_one_that_falls_through_ends_it()
    {
        var log = new LiveLog().Joins(0, Host).SeesEverySecond(1, 21, _ => [Face(7)]).SeesEverySecond(21, 106, _ => [Face(9.2)]);
        Assert.InRange(log.State(Host).Belief!.Value, 0.7501, 0.7999);
        log.SeesEverySecond(106, 206, _ => [Face(5)]);
        Assert.InRange(log.State(Host).Belief!.Value, 0.85, 0.95);
        Assert.Single(log.Reports);

        log.SeesEverySecond(206, 406, _ => [Face(14)]);
        Assert.InRange(log.State(Host).Belief!.Value, 0, 0.74);
        log.SeesEverySecond(406, 900, _ => [Face(4)]);
        Assert.Equal(2, log.Reports.Count);
    }

    [Fact]
    public void Live_that_ended_drops_its_evidence_and_takes_nothing_more()
    {
        var log = new LiveLog().Happens(0, SessionEventKind.LiveStarted).Joins(0, Host).SeesEverySecond(1, 20, _ => [Face(Child)])
            .Happens(20, SessionEventKind.LiveEnded);
        Assert.True(log.Decider.HasEnded);
        Assert.Equal(SignalFate.AfterEnd, log.Sees(21, Face(Child)).Last.Fate);
        Assert.Equal(SignalFate.AfterEnd, log.Joins(22, Guest).Last.Fate);
        var state = log.Decider.Describe();
        Assert.Equal(LiveStatus.Ended, state.Status);
        Assert.Null(state.Participants.Single().Belief);
        Assert.Null(state.Participants.Single().Tile);
    }

    [Fact]
    public void Clock_of_the_live_is_the_newest_event_time_in_utc()
    {
        var log = new LiveLog().Joins(100, Host).Sees(50, Face(Child));
        Assert.Equal(Start.AddSeconds(100), log.Decider.Describe().At);
        log.Append(Frame(0, "faceres-deep") with { At = Start.AddSeconds(200).ToOffset(TimeSpan.FromHours(5)), SampleId = SampleId.Parse("far") });
        Assert.Equal((Start.AddSeconds(200), TimeSpan.Zero), (log.Decider.Describe().At, log.Decider.Describe().At.Offset));
    }

    [Fact]
    public void Entry_of_another_live_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new LiveLog().Append(Frame(1, "faceres-deep") with { LiveId = LiveId.Parse("live-2") }));
}
