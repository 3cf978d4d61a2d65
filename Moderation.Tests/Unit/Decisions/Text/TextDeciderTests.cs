using Moderation.Core.Decisions;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.TextLines;

namespace Moderation.Tests.Unit.Decisions.Text;

public sealed class TextDeciderTests
{
    [Fact]
    public void Lines_that_were_not_scored_are_counted_and_move_no_rate()
    {
        var log = Running().Append(Line(1, "m1", User(1)).Flagged(0.8, TextLabel.Toxic));
        var before = log.Decider.Describe();
        for (var i = 0; i < 50; i++)
        {
            log.Append(Line(1, $"n{i}", User(1)).Flagged(0.9, TextLabel.Toxic) with { NotScored = TextNotScoredReason.ModelFailed, Models = [] });
            Assert.Equal(SignalFate.Applied, log.Last.Fate);
        }

        var after = log.Decider.Describe();
        Assert.Equal((1, 50), (after.LinesScored, after.LinesNotScored));
        Assert.Equal(before.FlaggedRates, after.FlaggedRates);
        Assert.Empty(log.Reports);
    }

    [Fact]
    public void A_line_delivered_again_changes_nothing_and_says_why()
    {
        var line = Line(5, "m1", User(1)).Flagged(0.8, TextLabel.Toxic);
        var log = Running().Append(line);
        var before = log.Decider.Describe();

        Assert.Equal(SignalFate.DuplicateSample, log.Append(line).Last.Fate);
        Assert.Equivalent(before with { Covers = log.Decider.Describe().Covers }, log.Decider.Describe());
    }

    [Fact]
    public void A_line_late_by_seconds_counts_with_its_own_time_and_one_late_by_the_window_not_at_all()
    {
        var log = Running().Sees(700);
        Assert.Equal(SignalFate.Applied, log.Append(Line(690, "late", User(1)).Flagged(1, TextLabel.Toxic)).Last.Fate);
        Assert.Equal(SignalFate.OutdatedLine, log.Append(Line(99, "older", User(1)).Flagged(1, TextLabel.Toxic)).Last.Fate);

        var state = log.Decider.Describe();
        Assert.Equal(1, state.LinesScored);
        Assert.Equal(Math.Round(Math.Log(2) / 2 * Math.Pow(2, -10 / 120.0), 3), Assert.Single(state.FlaggedRates).PerMinute);
        Assert.Equal(LiveLog.Start.AddSeconds(700), state.At);
    }

    [Fact]
    public void A_newer_frame_drops_no_line_and_a_newer_line_drops_no_frame()
    {
        var log = Running().Sees(10).Append(Line(9, "m", User(1)));
        Assert.Equal(SignalFate.Applied, log.Last.Fate);
        Assert.Equal(SignalFate.Applied, log.Append(Line(20, "n", User(1))).Sees(11).Last.Fate);
        Assert.Equal(LiveLog.Start.AddSeconds(20), log.Decider.Describe().At);
    }

    [Fact]
    public void The_end_of_a_live_clears_its_text_evidence_and_takes_no_more_lines()
    {
        var log = Running();
        for (var i = 0; i < 3; i++)
            log.Append(Line(60 * i, $"m{i}", HostUser).Flagged(0.8, TextLabel.OffplatformContact));
        log.Happens(200, SessionEventKind.LiveEnded);
        Assert.Empty(log.Decider.Describe().FlaggedRates);
        Assert.Equal(SignalFate.AfterEnd, log.Append(Line(201, "m3", HostUser).Flagged(0.8, TextLabel.OffplatformContact)).Last.Fate);

        // It goes on after all: the three lines from before do not make the fourth one a report.
        log.Happens(202, SessionEventKind.LiveStarted).Append(Line(203, "m4", HostUser).Flagged(0.8, TextLabel.OffplatformContact));
        Assert.Empty(log.Reports);
    }

    [Fact]
    public void A_line_of_somebody_on_screen_is_evidence_about_that_person_and_no_other()
    {
        var log = Running();
        for (var i = 0; i < 4; i++)
            log.Append(Line(30 * i, $"m{i}", GuestUser).Flagged(0.8, TextLabel.OffplatformPayment));
        Assert.Equal(SubjectRef.OfParticipant(LiveLog.Guest, ParticipantRole.Guest, GuestUser), Assert.Single(log.Reports).Subject);
    }

    [Fact]
    public void A_hundred_thousand_authors_leave_bounded_evidence_and_what_makes_place_is_counted()
    {
        var rules = LiveLog.Rules(text: new TextEvidenceOptions { MaxAuthors = 100, MaxPairs = 50, RememberedSamples = 256 });
        var log = new LiveLog(rules, TestPolicies.Shipped).Append(Joined("j", LiveLog.Host, HostUser, ParticipantRole.Host));
        var (dropped, early) = (0, 0);
        for (var i = 0; i < 100_000; i++)
        {
            var line = Line(0.01 * i, $"m{i}", User(i), i % 2 == 0 ? null : User(i + 1));
            dropped += log.Append(i % 4 == 1 ? line.Flagged(0.6, TextLabel.Toxic) : line).Last.TextSubjectsDropped;
            early = i == 20_000 ? log.Decider.Save().State.Length : early;
        }

        // Of each flagged line its author, whom it answers, and the pair of both are followed.
        Assert.Equal(2 * 25_000 - 100 + 25_000 - 50, dropped);
        Assert.InRange(log.Decider.Save().State.Length, early / 2, 2 * early);
    }

    [Fact]
    public void A_clean_line_of_a_known_author_allocates_next_to_nothing()
    {
        var rules = LiveLog.Rules(text: new TextEvidenceOptions { RememberedSamples = 256 });
        var log = new LiveLog(rules, TestPolicies.Shipped).Append(Joined("j", LiveLog.Host, HostUser, ParticipantRole.Host));
        var lines = Enumerable.Range(0, 3000).Select(i => Line(i, $"m{i}", User(i % 50), i % 3 == 0 ? User(i % 7) : null).By(100)).ToArray();
        for (var i = 0; i < 1500; i++)
            log.Decider.Apply(lines[i], new RecordRef(TopicNames.Signals, 0, 10 + i), log.Policies);

        var allocated = Allocation.Of(500, i => log.Decider.Apply(lines[1500 + i], new RecordRef(TopicNames.Signals, 0, 1510 + i), log.Policies));
        Assert.InRange(allocated / 500.0, 0, 32);
    }
}
