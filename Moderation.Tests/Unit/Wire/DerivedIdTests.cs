using CsCheck;
using Moderation.Core.Subjects;

namespace Moderation.Tests.Unit.Wire;

public sealed class DerivedIdTests
{
    // made by an independent program; a change here would make every id that is already on a topic a different one
    [Theory]
    [InlineData("rep-pjtslarhbe4optonzfvcat6r7m", "rep", "live-1", "host-1")]
    [InlineData("act-4oymiquy7qobjgx36tejs35zeq", "act")]
    [InlineData("smp-3k2wu2cki3ukxr6em6qgwyqmre", "smp", "lïve", "")]
    public void The_same_fact_has_the_same_id_for_ever(string expected, string prefix, params string[] parts) =>
        Assert.Equal(expected, DerivedId.From<ReportId>(prefix, parts).Value);

    [Fact]
    public void Parts_do_not_run_together()
    {
        var generator = Gen.String[Gen.Char["ab"], 0, 3].Array[0, 4];
        Gen.Select(generator, generator).Sample((one, other) =>
            one.SequenceEqual(other) == (DerivedId.From<ReportId>("rep", one) == DerivedId.From<ReportId>("rep", other)));
    }

    [Fact]
    public void Its_length_is_that_of_the_prefix_and_26_more() =>
        Gen.String.Array[0, 4].Sample(parts => DerivedId.From<ActionId>("act", parts).Value.Length == "act-".Length + 26);
}
