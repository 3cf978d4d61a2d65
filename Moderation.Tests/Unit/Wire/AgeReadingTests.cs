using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Wire;

public sealed class AgeReadingTests
{
    [Fact]
    public void A_reading_without_a_head_is_written_as_before_there_were_heads()
    {
        var reading = new AgeReading(14.5, 3, 0.9);
        Assert.Equal("""{"expectedYears":14.5,"spreadYears":3,"under18Mass":0.9}""", Write(reading));
        Assert.Equal("""{"expectedYears":14.5,"spreadYears":3,"under18Mass":0.9,"headUnder18":0.7}""", Write(reading with { HeadUnder18 = 0.7 }));
    }

    [Fact]
    public void A_head_changes_no_belief_and_no_decision()
    {
        var (without, with) = (Play(null), Play(0.99));
        Assert.Equal(without.State(Host).Belief, with.State(Host).Belief);
        Assert.Equivalent(without.Reports, with.Reports);
        Assert.Equivalent(without.Actions, with.Actions);

        static LiveLog Play(double? head) => new LiveLog().Joins(0, Host).SeesEverySecond(1, 60, _ => [WithHead(Face(8), head)]);
    }

    private static FaceSignal WithHead(FaceSignal face, double? head) => face with { Age = face.Age! with { HeadUnder18 = head } };

    private static string Write(AgeReading reading) => JsonSerializer.Serialize(reading, WireJson.Default.AgeReading);
}
