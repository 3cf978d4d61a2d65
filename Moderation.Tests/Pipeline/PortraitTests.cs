using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Pipeline;

public sealed class PortraitTests(PortraitRun run) : IClassFixture<PortraitRun>
{
    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void Every_sampled_frame_is_scored_once_by_the_shipped_models()
    {
        Assert.Equal(4 * PortraitRun.SecondCount, run.Frames.Select(frame => frame.SampleId).Distinct().Count());
        Assert.All(run.Frames, frame =>
        {
            Assert.Null(frame.NotScored);
            Assert.Equal(["blazeface-back", "faceres-deep"], frame.Models.Select(model => model.Name));
        });
    }

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void An_apparent_child_is_reported_and_gifts_to_it_are_throttled()
    {
        var report = Assert.Single(run.Reports, report => report.LiveId == run.Child.Id);
        var orders = run.Actions.Where(action => action.LiveId == run.Child.Id).ToList();
        var throttle = Assert.Single(orders, action => action.Kind == ActionKind.ThrottleGifts);

        Assert.Equal(("host", ParticipantRole.Host), (report.Subject.ParticipantId!.Value.Value, report.Subject.Role));
        Assert.Equal(("minors.host", "report"), (report.Policy.Name, report.Rung));
        Assert.True(throttle.ExpiresAt > throttle.OrderedAt);
        // Every order belongs to the report, and none is one that people must confirm.
        Assert.All(orders, order => Assert.Equal(report.ReportId, order.ReportId));
        Assert.All(orders, order => Assert.Contains(order.Kind, new[] { ActionKind.ThrottleGifts, ActionKind.StopRecommending, ActionKind.AgeCheckInvite }));
        Assert.NotEmpty(report.Reasons);
        Assert.InRange(((AgeEvidenceSummary)report.Evidence).Belief, 0.8, 0.999);
        // It cites frames of this live, by where they lie.
        Assert.NotEmpty(((AgeEvidenceSummary)report.Evidence).Frames);
        Assert.All(((AgeEvidenceSummary)report.Evidence).Frames, cited => Assert.Contains(run.Frames, frame => frame.LiveId == run.Child.Id && frame.Frame == cited));
    }

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void An_adult_is_seen_clearly_and_not_reported()
    {
        Assert.DoesNotContain(run.Reports, report => report.LiveId == run.Adult.Id);
        Assert.DoesNotContain(run.Actions, action => action.LiveId == run.Adult.Id);
        var host = Assert.Single(run.States[run.Adult.Id].Participants);
        Assert.InRange(host.Belief!.Value, 0, 0.2);
        Assert.InRange(host.ClearFaceSeconds, PortraitRun.SecondCount / 2, PortraitRun.SecondCount);
    }

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void Of_two_people_in_one_live_only_the_apparent_child_is_reported()
    {
        var report = Assert.Single(run.Reports, report => report.LiveId == run.Both.Id);
        var orders = run.Actions.Where(action => action.LiveId == run.Both.Id).ToList();

        Assert.Equal(("young", ParticipantRole.Guest), (report.Subject.ParticipantId!.Value.Value, report.Subject.Role));
        Assert.Equal("minors.guest", report.Policy.Name);
        Assert.Contains(orders, order => order.Kind == ActionKind.ThrottleGifts);
        Assert.All(orders, order => Assert.Equal(report.Subject, order.Subject));
        var adult = run.States[run.Both.Id].Participants.Single(person => person.ParticipantId.Value == "grown-up");
        Assert.InRange(adult.Belief!.Value, 0, 0.2);
        Assert.Equal(0, run.States[run.Both.Id].FacesOutsideTiles);
    }

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void A_covered_face_is_unknown_and_unknown_never_acts()
    {
        Assert.DoesNotContain(run.Reports, report => report.LiveId == run.Covered.Id);
        Assert.DoesNotContain(run.Actions, action => action.LiveId == run.Covered.Id);
        var host = Assert.Single(run.States[run.Covered.Id].Participants);
        Assert.Null(host.Belief);
        Assert.NotNull(host.UnknownBecause);
    }
}
