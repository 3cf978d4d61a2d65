using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.TextLines;

namespace Moderation.Tests.Unit.Decisions.Text;

/// <summary>Each policy on the lives that it is for, and on those that look like them.</summary>
public sealed class TextPolicyTests
{
    [Fact]
    public void Several_authors_who_keep_at_the_host_are_reported_once_with_the_host_as_subject()
    {
        var log = Running();
        for (var i = 0; i < 60; i++)
            log.Append(Line(1 + 4 * i, $"m{i}", User(i % 6)).Flagged(0.9, TextLabel.Toxic, TextLabel.Insult));

        var report = Assert.Single(log.Reports, r => r is { Policy.Name: "toxicity.person", Rung: "report" });
        Assert.Equal(SubjectRef.OfParticipant(LiveLog.Host, ParticipantRole.Host, HostUser), report.Subject);
        Assert.Equal((ReportPriority.Normal, "report"), (report.Priority, report.Rung));
        var evidence = Assert.IsType<TextEvidenceSummary>(report.Evidence);
        Assert.Equal(6, evidence.DistinctAuthors);
        Assert.True(evidence.SustainedSeconds >= 45);
        Assert.Equal([TextLabel.Toxic, TextLabel.Insult], evidence.Labels.Select(l => l.Label));
        Assert.Equal(evidence.Lines.Select(l => l.Offset).OrderDescending(), evidence.Lines.Select(l => l.Offset));
        Assert.Equal(evidence.Lines.Count, evidence.MessageIds.Count);
        Assert.All(report.Reasons, reason => Assert.EndsWith(".", reason.Text, StringComparison.Ordinal));
        Assert.Null(((IWireRecord)report).FindFault());
        Assert.Empty(log.Actions);
    }

    [Fact]
    public void One_author_who_keeps_at_another_viewer_is_reported_as_a_pair()
    {
        var log = Running();
        for (var i = 0; i < 8; i++)
            log.Append(Line(10 * i, $"m{i}", User(1), User(2)).Flagged(0.8, TextLabel.Harassment));

        var report = Assert.Single(log.Reports);
        Assert.Equal(SubjectRef.OfPair(User(1), User(2)), report.Subject);
        Assert.Equal("toxicity.one_to_one", report.Policy.Name);
        Assert.Contains(report.Reasons, reason => reason.Code == "said_lines");
    }

    [Fact]
    public void A_host_without_an_account_still_has_somebody_on_the_other_side()
    {
        var log = new LiveLog(policies: TestPolicies.Shipped).Append(Joined("j", LiveLog.Host, null, ParticipantRole.Host));
        for (var i = 0; i < 8; i++)
            log.Append(Line(10 * i, $"m{i}", User(1)).Flagged(0.8, TextLabel.Threat));

        Assert.Equal(SubjectRef.OfAuthor(User(1)), Assert.Single(log.Reports).Subject);
    }

    [Fact]
    public void A_burst_of_new_accounts_with_hostile_lines_is_a_raid_of_high_priority()
    {
        var log = Running();
        for (var i = 0; i < 200; i++)
            log.Append(Line(i, $"calm{i}", User(i % 40)).By(400));
        for (var i = 0; i < 10; i++)
            log.Append(Line(200 + i, $"raid{i}", User(100 + i)).Flagged(0.7, TextLabel.Toxic).By(1));

        var report = Assert.Single(log.Reports, r => r.Policy.Name == "toxicity.raid");
        Assert.Equal((SubjectKind.Live, ReportPriority.High), (report.Subject.Kind, report.Priority));
        Assert.Equal(8, ((TextEvidenceSummary)report.Evidence).NewAuthors);
    }

    [Fact]
    public void Hostile_lines_of_old_accounts_and_of_one_new_account_are_no_raid()
    {
        var log = Running();
        for (var i = 0; i < 30; i++)
            log.Append(Line(i, $"old{i}", User(i)).Flagged(0.9, TextLabel.Toxic).By(300)).Append(Line(i, $"one{i}", User(99)).Flagged(0.9, TextLabel.Toxic).By(1));

        Assert.DoesNotContain(log.Reports, r => r.Policy.Name == "toxicity.raid");
    }

    [Fact]
    public void A_live_that_new_accounts_fill_anyway_needs_more_of_them_for_a_raid()
    {
        var log = Running();
        for (var i = 0; i < 400; i++)
            log.Append(Line(i, $"calm{i}", User(i % 40)).By(i % 2 == 0 ? 1 : 400));
        for (var i = 0; i < 20; i++)
            log.Append(Line(400 + i, $"cross{i}", User(100 + i)).Flagged(0.9, TextLabel.Toxic).By(i % 3 == 0 ? 400 : 1));

        Assert.DoesNotContain(log.Reports, r => r.Policy.Name == "toxicity.raid");
    }

    [Theory]
    [InlineData(TextSource.Caption)]
    [InlineData(TextSource.Chat)]
    public void A_host_who_begs_with_a_promise_is_reported_sooner_than_one_who_only_begs(TextSource source)
    {
        var (induced, bare) = (Running(), Running());
        UserId? by = source == TextSource.Chat ? HostUser : null;
        for (var i = 0; i < 120; i++)
        {
            var begs = Line(10 * i, $"m{i}", by, null, source).Flagged(0.9, TextLabel.GiftBegging);
            induced.Append(i % 5 == 4 ? begs.Flagged(0.9, TextLabel.QuidProQuo) : begs);
            bare.Append(begs);
        }

        var (soon, late) = (Assert.Single(induced.Reports, r => r.Rung == "report"), Assert.Single(bare.Reports, r => r.Rung == "report"));
        Assert.Equal("solicitation.begging", soon.Policy.Name);
        Assert.Equal((LiveLog.Host, LiveLog.Host), (soon.Subject.ParticipantId!.Value, late.Subject.ParticipantId!.Value));
        Assert.True(soon.RaisedAt < late.RaisedAt - TimeSpan.FromMinutes(2));
        Assert.Contains(soon.Reasons, reason => reason.Text.Contains("quid_pro_quo", StringComparison.Ordinal));
        Assert.DoesNotContain(late.Reasons, reason => reason.Text.Contains("quid_pro_quo", StringComparison.Ordinal));
    }

    [Fact]
    public void A_viewer_who_begs_is_not_reported_for_it()
    {
        var log = Running();
        for (var i = 0; i < 60; i++)
            log.Append(Line(5 * i, $"m{i}", User(1)).Flagged(0.9, TextLabel.GiftBegging, TextLabel.QuidProQuo));

        Assert.Empty(log.Reports);
    }

    [Fact]
    public void Whoever_pushes_a_relatives_means_three_times_is_reported_on_screen_or_off()
    {
        var log = Running();
        for (var i = 0; i < 3; i++)
        {
            log.Append(Line(60 * i, $"host{i}", HostUser).Flagged(0.8, TextLabel.MinorSpending));
            log.Append(Line(60 * i, $"viewer{i}", User(1)).Flagged(0.8, TextLabel.MinorSpending));
        }

        Assert.Equal(["host", "author/u1"], log.Reports.Select(r => r.Subject.ToString()));
        Assert.Equal(["solicitation.minor_spending", "solicitation.minor_spending_chat"], log.Reports.Select(r => r.Policy.Name));
        Assert.All(log.Reports, r => Assert.Equal(log.Last.Reports[0].RaisedAt, r.RaisedAt));
    }

    [Fact]
    public void Diversion_needs_four_lines_or_two_when_one_names_the_way_exactly()
    {
        var (plain, exact) = (Running(), Running());
        for (var i = 0; i < 4; i++)
        {
            var line = Line(60 * i, $"m{i}", HostUser).Flagged(0.8, TextLabel.OffplatformContact);
            plain.Append(line);
            exact.Append(i == 1 ? line.Hit(TextRule.Handle) : line);
        }

        Assert.Equal(LiveLog.Start.AddSeconds(180), Assert.Single(plain.Reports).RaisedAt);
        Assert.Equal(LiveLog.Start.AddSeconds(60), Assert.Single(exact.Reports).RaisedAt);
        Assert.Equal("solicitation.diversion", exact.Reports[0].Policy.Name);
        Assert.Equal(1, Assert.Single(((TextEvidenceSummary)exact.Reports[0].Evidence).Rules).Count);
    }

    [Fact]
    public void Grooming_is_reported_as_urgent_with_the_pair_as_subject_and_orders_nothing()
    {
        var log = Running()
            .Append(Line(0, "a", User(1), User(2)).Hit(TextRule.AgeQuestion))
            .Append(Line(200, "b", User(1), User(2)).Hit(TextRule.Secrecy))
            .Append(Line(500, "c", User(1), User(2)).Flagged(0.6, TextLabel.OffplatformContact));

        var report = Assert.Single(log.Reports);
        Assert.Equal(("grooming.pattern", ReportPriority.Urgent), (report.Policy.Name, report.Priority));
        Assert.Equal(SubjectRef.OfPair(User(1), User(2)), report.Subject);
        var evidence = (TextEvidenceSummary)report.Evidence;
        Assert.Equal([ConversationAspect.AgeOrSchool, ConversationAspect.Contact, ConversationAspect.Secrecy], evidence.Aspects);
        Assert.Equal(["c", "b", "a"], evidence.MessageIds);
        Assert.Empty(log.Actions);
    }

    [Fact]
    public void Age_with_sexual_content_needs_a_third_line_but_no_third_aspect()
    {
        var log = Running()
            .Append(Line(0, "a", User(1), User(2)).Flagged(0.9, TextLabel.Grooming))
            .Append(Line(50, "b", User(1), User(2)).Flagged(0.9, TextLabel.SexualSolicitation));
        Assert.Empty(log.Reports);
        log.Append(Line(90, "c", User(1), User(2)).Flagged(0.6, TextLabel.SexualSolicitation));
        Assert.Equal("grooming.pattern", Assert.Single(log.Reports).Policy.Name);
    }

    [Fact]
    public void The_same_lines_over_more_than_ten_minutes_or_to_different_people_are_no_pattern()
    {
        var slow = Running()
            .Append(Line(0, "a", User(1), User(2)).Hit(TextRule.AgeQuestion))
            .Append(Line(400, "b", User(1), User(2)).Hit(TextRule.Secrecy))
            .Append(Line(800, "c", User(1), User(2)).Hit(TextRule.Handle));
        var spread = Running()
            .Append(Line(0, "a", User(1), User(2)).Hit(TextRule.AgeQuestion))
            .Append(Line(1, "b", User(1), User(3)).Hit(TextRule.Secrecy))
            .Append(Line(2, "c", User(1), User(4)).Hit(TextRule.Handle));

        Assert.Empty(slow.Reports);
        Assert.Empty(spread.Reports);
    }

    [Fact]
    public void A_relative_or_teacher_who_keeps_asking_one_thing_is_never_reported()
    {
        foreach (var rule in Enum.GetValues<TextRule>())
        {
            var log = Running();
            for (var i = 0; i < 200; i++)
                log.Append(Line(3 * i, $"{rule}{i}", User(1), User(2)).Hit(rule));
            Assert.Empty(log.Reports);
        }
    }

    [Fact]
    public void No_single_line_is_ever_reported_whatever_it_says()
    {
        foreach (var by in new[] { HostUser, GuestUser, User(1) })
        {
            foreach (var to in new UserId?[] { null, HostUser, User(2) })
            {
                var log = Running().Append(Line(1, "m", by, to).Flagged(1, Enum.GetValues<TextLabel>()).Hit(Enum.GetValues<TextRule>()).By(0));
                Assert.Equal(SignalFate.Applied, log.Last.Fate);
                Assert.Empty(log.Reports);
            }
        }
    }

    [Fact]
    public void An_episode_ends_when_it_is_quiet_and_the_next_one_is_reported_anew()
    {
        var log = Running();
        foreach (var start in new[] { 0, 3600 })
        {
            for (var i = 0; i < 30; i++)
                log.Append(Line(start + 10 * i, $"m{start + i}", User(1), User(2)).Flagged(0.9, TextLabel.Insult));
        }

        var reports = log.Reports.Where(r => r.Rung == "report").ToList();
        Assert.Equal(2, reports.Count);
        Assert.Equal(2, reports.Select(r => r.ReportId).Distinct().Count());
    }
}
