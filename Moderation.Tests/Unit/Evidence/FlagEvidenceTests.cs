using Moderation.Core.Evidence;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class FlagEvidenceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly FlagEvidence _flags = new();

    [Theory]
    [InlineData(null, null, false, 0.5)]
    [InlineData(0, 0, false, 0.5)]
    [InlineData(8, 0, false, 0.9)]
    [InlineData(0, 8, false, 0.1)]
    [InlineData(1, 2, false, 0.4)]
    [InlineData(null, null, true, 0.9)]
    [InlineData(0, 8, true, 0.9)]
    [InlineData(98, 0, true, 0.99)]
    public void A_flag_weighs_as_often_as_its_flagger_was_right(int? upheld, int? rejected, bool isTrusted, double weight) =>
        Assert.Equal(weight, FlagEvidence.WeightOf(upheld is null ? null : new FlaggingStanding(upheld.Value, rejected!.Value), isTrusted), 12);

    [Fact]
    public void Flags_are_counted_in_all_and_by_reason()
    {
        Assert.True(Take(0, "u1", "minor", record: new FlaggingStanding(8, 0)));
        Assert.True(Take(1, "u2", "minor", trusted: true));
        Assert.True(Take(2, "u1", "scam"));
        Assert.Equal((3, 2, 1, 0), (Count(null), Count("minor"), Count("scam"), Count("other")));
        Assert.Equal(0.9 + 0.9 + 0.5, _flags.Weight(null, Hour, At(10)), 12);
        Assert.Equal(1.8, _flags.Weight("minor", Hour, At(10)), 12);
        Assert.Equal((1, 1, 0), (_flags.Trusted(null, Hour, At(10)), _flags.Trusted("minor", Hour, At(10)), _flags.Trusted("scam", Hour, At(10))));
    }

    [Fact]
    public void One_flagger_counts_once_for_the_same_reason_in_ten_minutes()
    {
        Assert.True(Take(0, "u1", "minor"));
        Assert.False(Take(599, "u1", "minor"));
        Assert.True(Take(599, "u2", "minor"));
        Assert.True(Take(611, "u1", "minor"));
        Assert.Equal(3, Count(null, 620));
    }

    [Fact]
    public void Flagger_and_reason_do_not_run_together()
    {
        Assert.True(Take(0, "u1", "1minor"));
        Assert.True(Take(0, "u11", "minor"));
    }

    [Fact]
    public void Of_more_than_sixteen_reasons_the_one_longest_ago_makes_place_and_still_counts_in_all()
    {
        for (var i = 0; i <= FlagEvidence.MaxReasons; i++)
            Take(i, "u1", $"r{i}");
        Assert.Equal((0, 1, FlagEvidence.MaxReasons + 1), (Count("r0", 30), Count("r1", 30), Count(null, 30)));
    }

    [Fact]
    public void A_flood_of_flags_keeps_memory_bounded()
    {
        for (var i = 0; i < 20_000; i++)
            Take(i / 100.0, $"u{i}", $"r{i}");
        var state = new StateWriter();
        _flags.Save(state);
        Assert.InRange(state.Written.Length, 1, 20_000);
        Assert.Equal(20_000, Count(null, 200));
    }

    private static DateTimeOffset At(double second) => LiveLog.Start.AddSeconds(second);

    private bool Take(double second, string flagger, string reason, bool trusted = false, FlaggingStanding? record = null) =>
        _flags.Take(MoneyAndFlags.Flag(second, flagger, reason, trusted), At(second), record);

    private double Count(string? reason, double second = 10) => _flags.Count(reason, Hour, At(second));
}
