using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

public sealed class AllocationTests
{
    [Fact]
    public void Frame_that_decides_nothing_allocates_nothing()
    {
        var log = new LiveLog().Joins(0, Host, LeftHalf).Joins(0, Guest, RightHalf, ParticipantRole.Guest)
            .SeesEverySecond(1, 200, _ => [Face(30), Face(30, left: 0.75)]);
        var frames = Enumerable.Range(200, 2000).Select(second => Frame(second, "faceres-deep", Face(30), Face(30, left: 0.75))).ToArray();
        for (var i = 0; i < 500; i++)
            log.Decider.Apply(frames[i], new RecordRef(TopicNames.Signals, 0, 1000 + i), log.Policies);

        Assert.Equal(0, Allocation.Of(500, i => log.Decider.Apply(frames[500 + i], new RecordRef(TopicNames.Signals, 0, 1500 + i), log.Policies)));
    }
}
