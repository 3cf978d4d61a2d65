using Moderation.Api.Policies;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Http;

public sealed class PolicyStepTests
{
    [Fact]
    public void Only_the_steps_of_the_life_of_a_version_are_taken()
    {
        var taken = from before in Enum.GetValues<PolicyStage>()
                    from after in Enum.GetValues<PolicyStage>()
                    where Refusal(before, after, "bob") is null
                    select (before, after);

        Assert.Equal(
            [
                (PolicyStage.Draft, PolicyStage.Tested), (PolicyStage.Tested, PolicyStage.Shadow), (PolicyStage.Shadow, PolicyStage.Canary),
                (PolicyStage.Shadow, PolicyStage.Live), (PolicyStage.Canary, PolicyStage.Canary), (PolicyStage.Canary, PolicyStage.Live),
                (PolicyStage.Retired, PolicyStage.Tested),
            ],
            taken);
    }

    [Fact]
    public void What_decides_with_effect_takes_somebody_else_than_the_author_however_the_name_is_written()
    {
        Assert.Equal(RefusalKind.NeedsAnotherPerson, Refusal(PolicyStage.Canary, PolicyStage.Live, "Ann")?.Kind);
        Assert.Equal(RefusalKind.NeedsAnotherPerson, Refusal(PolicyStage.Shadow, PolicyStage.Canary, "ann")?.Kind);
        Assert.Null(Refusal(PolicyStage.Tested, PolicyStage.Shadow, "ann"));
    }

    [Theory]
    [InlineData(PolicyStage.Canary, null)]
    [InlineData(PolicyStage.Canary, 0.0)]
    [InlineData(PolicyStage.Canary, 1.0)]
    [InlineData(PolicyStage.Canary, double.NaN)]
    [InlineData(PolicyStage.Live, 0.5)]
    public void Share_of_the_lives_belongs_to_canaries_and_lies_between_none_and_all(PolicyStage to, double? share) =>
        Assert.Equal(RefusalKind.Request, PolicySteps.OfPromotion(PolicyStage.Shadow, to, share, "ann", "bob")?.Kind);

    private static PolicyRefusal? Refusal(PolicyStage from, PolicyStage to, string actor) =>
        PolicySteps.OfPromotion(from, to, to == PolicyStage.Canary ? 0.1 : null, "ann", actor);
}
