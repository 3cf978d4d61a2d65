using CsCheck;
using Moderation.Api.Web;
using Moderation.Api.Web.Review;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Web;

public sealed class PriorityWordsTests
{
    private static readonly Gen<CaseFacts> Facts =
        from urgency in Gen.Int[0, 2]
        from percent in Gen.Int[0, 100]
        from viewers in Gen.Int[-1, 900]
        from isRunning in Gen.Bool
        from weight in Gen.Int[0, 900]
        from minutes in Gen.Int[0, 900]
        select new CaseFacts
        {
            Urgency = (ReportPriority)urgency, Probability = percent == 0 ? null : percent / 100.0, Viewers = viewers < 0 ? null : viewers, IsRunning = isRunning, FlagWeight = weight / 100.0,
            OpenedAt = Records.Noon.AddMinutes(-minutes), DueAt = Records.Noon,
        };

    [Fact]
    public void A_page_in_English_says_what_the_interface_says() => Facts.Sample(facts =>
    {
        foreach (var term in CasePriority.Of(facts, Records.Noon).Terms.Where(term => term.Code != "flags"))
            Assert.Equal(term.Text.Replace(" %", "%", StringComparison.Ordinal), PriorityWords.Say(Words.English, facts.Urgency, facts.IsRunning, term));
    });

    [Fact]
    public void A_page_in_French_says_nothing_in_English_and_writes_numbers_as_French_does() => Facts.Sample(facts =>
    {
        foreach (var term in CasePriority.Of(facts, Records.Noon).Terms)
            Assert.NotEqual(term.Text.Split(' ')[1..4], PriorityWords.Say(Words.French, facts.Urgency, facts.IsRunning, term).Split(' ')[1..4]);
        var flags = CasePriority.Of(facts with { FlagWeight = 0.5 }, Records.Noon).Terms.Single(term => term.Code == "flags");
        Assert.Contains("0,50", PriorityWords.Say(Words.French, facts.Urgency, facts.IsRunning, flags), StringComparison.Ordinal);
    });
}
