using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Tests.Unit.Models.Text.Rules;

public sealed class RuleScannerTests
{
    private const int MostRounds = 200_000;

    private static readonly string[] Lines =
    [
        "trop bien le son de la rose mdrr", "merci @lunaa_77", "snap: lunaa et 06 39 98 12 34", "paypal.me/lunaa 👻 luna_77", "ça reste entre nous t'as quel âge",
        "GB82WEST12345698765432 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "luna at example dot com", "PCS 1234567890",
    ];

    [Fact]
    public void A_warm_scanner_allocates_nothing()
    {
        var scanner = new RuleScanner();
        List<RuleMatch> matches = new(RuleScanner.MaxMatches);
        var least = long.MaxValue;
        for (var round = 0; round < MostRounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Scan(scanner, matches);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // code that the runtime has not optimised yet allocates; a scanner that allocates by itself does so in every round, however warm
        Assert.Equal(0, least);
    }

    [Fact]
    public void Hits_of_several_rules_stand_in_order_of_place() =>
        Assert.Equal([RuleKind.AgeQuestion, RuleKind.Handle, RuleKind.Phone], RuleHits.All("t'as quel age, snap: lunaa ou 06 39 98 12 34").Select(match => match.Kind));

    [Fact]
    public void The_list_is_emptied_and_bounded()
    {
        List<RuleMatch> matches = [new(RuleKind.Url, 0, 1)];
        var scanner = new RuleScanner();
        scanner.Scan("bonsoir", matches);
        Assert.Empty(matches);
        scanner.Scan(string.Concat(Enumerable.Repeat("a@b.example ", 100)), matches);
        Assert.Equal(RuleScanner.MaxMatches, matches.Count);
    }

    private static void Scan(RuleScanner scanner, List<RuleMatch> matches)
    {
        foreach (var line in Lines)
            scanner.Scan(line, matches);
    }
}
