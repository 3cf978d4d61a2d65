using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.PolicyReports.Statements;

public sealed class StatementMappingTests
{
    [Fact]
    public void Every_kind_of_order_on_every_subject_that_it_can_concern_has_its_words()
    {
        foreach (var kind in Enum.GetValues<ActionKind>())
        {
            foreach (var subject in OrderReader.SubjectsOf(kind))
            {
                var rule = StatementMapping.Of(kind, subject, 100);
                Assert.Equal(kind, rule.Kind);
                Assert.True(rule.Visibility is null != rule.Monetary is null, $"{kind} is either about visibility or about money");
                Assert.Equal(rule.Visibility == VisibilityDecision.Other || rule.Monetary == MonetaryDecision.Other, rule.InWords is not null);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => StatementMapping.Of((ActionKind)99, SubjectKind.Live));
    }

    [Fact]
    public void Only_an_invitation_restricts_nothing() => Assert.Equal(
        [ActionKind.AgeCheckInvite], Enum.GetValues<ActionKind>().Where(kind => !StatementMapping.Of(kind, SubjectKind.Participant).Restricts));

    [Theory]
    [InlineData(ActionKind.FreezeGifts, SubjectKind.Participant, MonetaryDecision.Suspension)]
    [InlineData(ActionKind.FreezeGifts, SubjectKind.Gifter, MonetaryDecision.Other)]
    [InlineData(ActionKind.ThrottleGifts, SubjectKind.Participant, MonetaryDecision.Other)]
    [InlineData(ActionKind.HoldPayout, SubjectKind.Participant, MonetaryDecision.Suspension)]
    public void What_is_held_back_from_its_receiver_is_suspended_and_what_a_payer_may_not_do_is_said_in_words(ActionKind kind, SubjectKind subject, MonetaryDecision decision) =>
        Assert.Equal(decision, StatementMapping.Of(kind, subject, 100).Monetary);

    [Fact]
    public void Every_category_and_keyword_that_a_sheet_may_name_is_a_word_of_the_database()
    {
        var (categories, keywords) = (Allowed("category"), Allowed("category_specification"));
        Assert.All(DsaTerms.Categories, category => Assert.Contains(StatementMapping.Category(new DsaGround(category, null)), categories));
        Assert.All(DsaTerms.Keywords, keyword => Assert.Contains(Assert.Single(StatementMapping.Keywords(new DsaGround("VIOLENCE", keyword))!), keywords));
        Assert.Null(StatementMapping.Keywords(new DsaGround("VIOLENCE", null)));

        static IReadOnlyList<string> Allowed(string field) => StatementField.All.Single(one => one.Name == field).Allowed;
    }

    [Theory]
    [InlineData("flags.trusted(minor) over 10m", 1, SourceType.TrustedFlagger)]
    [InlineData("flags.count over 10m", 3, SourceType.OtherNotification)]
    [InlineData("flags.trusted over 10m", 0, SourceType.Voluntary)]
    [InlineData("said.rate(hostile)", 3, SourceType.Voluntary)]
    public void Flags_are_the_source_where_the_policy_read_any(string fact, double value, SourceType source) =>
        Assert.Equal(source, StatementMapping.Source(Records.Action(1).Evidence with { Facts = [new FactReading(fact, value)] }));
}
