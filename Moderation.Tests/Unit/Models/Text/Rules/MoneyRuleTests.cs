using Moderation.Models.Text;

namespace Moderation.Tests.Unit.Models.Text.Rules;

public sealed class MoneyRuleTests
{
    [Theory]
    [InlineData("cashapp $lunaalive", "$lunaalive")]
    [InlineData("$LunaLive merci", "$LunaLive")]
    [InlineData("paypal.me/lunaa", "paypal.me/lunaa")]
    [InlineData("https://paypal.me/lunaa", "https://paypal.me/lunaa")]
    [InlineData("cash.app/$lunaa", "cash.app/$lunaa")]
    [InlineData("venmo @lunaa", "@lunaa")]
    [InlineData("revolut.me/lunaa", "revolut.me/lunaa")]
    [InlineData("lydia 06 39 98 12 34", "06 39 98 12 34")]
    [InlineData("wero au 0639981234", "0639981234")]
    [InlineData("ko-fi.com/lunaa", "ko-fi.com/lunaa")]
    [InlineData("www.tipeee.com/lunaa", "www.tipeee.com/lunaa")]
    [InlineData("paypal : lunaa", "lunaa")]
    [InlineData("zelle 212-555-0142", "212-555-0142")]
    [InlineData("p4ypal luna_77", "luna_77")]
    public void A_payment_tag_is_found_where_it_stands(string line, string tag)
    {
        Assert.Equal([tag], RuleHits.Of(RuleKind.PaymentTag, line));
        Assert.Single(RuleHits.All(line));
    }

    [Theory]
    [InlineData("$5")]
    [InlineData("5$ la rose")]
    [InlineData("100 $us")]
    [InlineData("oh $hit")]
    [InlineData("la boutique accepte apple pay ?")]
    [InlineData("lydia tu es belle")]
    [InlineData("merci lydia @lunaa")]
    [InlineData("paypal c'est nul")]
    [InlineData("otherwise 12")]
    public void Prices_and_talk_are_no_payment_tag(string line) => Assert.Empty(RuleHits.Of(RuleKind.PaymentTag, line));

    [Theory]
    [InlineData("mon iban FR14 2004 1010 0505 0001 3M02 606 merci", "FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("GB82WEST12345698765432", "GB82WEST12345698765432")]
    [InlineData("de89-3704-0044-0532-0130-00", "de89-3704-0044-0532-0130-00")]
    [InlineData("be68 5390 0754 7034", "be68 5390 0754 7034")]
    public void An_account_number_is_found_where_it_stands(string line, string iban)
    {
        Assert.Equal([iban], RuleHits.Of(RuleKind.Iban, line));
        Assert.Single(RuleHits.All(line));
    }

    [Theory]
    [InlineData("FR15 2004 1010 0505 0001 3M02 606")]
    [InlineData("GB82WEST1234569876543")]
    [InlineData("GB82WEST12345698765432A")]
    [InlineData("fr14 ans et demi")]
    public void A_wrong_check_or_length_is_no_account_number(string line) => Assert.Empty(RuleHits.Of(RuleKind.Iban, line));

    [Theory]
    [InlineData("paysafecard 1234 5678 9012 3456", "1234 5678 9012 3456")]
    [InlineData("code paysafe: 1234567890123456", "1234567890123456")]
    [InlineData("PCS 1234567890", "1234567890")]
    [InlineData("voilà 123456789012 pour transcash", "123456789012")]
    [InlineData("neosurf A1B2C3D4E5", "A1B2C3D4E5")]
    [InlineData("le code c'est ABCD-12EF-GH34", "ABCD-12EF-GH34")]
    [InlineData("carte cadeau AB12-CD34-EF56-GH78", "AB12-CD34-EF56-GH78")]
    public void A_prepaid_code_is_found_where_it_stands(string line, string code)
    {
        Assert.Equal([code], RuleHits.Of(RuleKind.PrepaidCode, line));
        Assert.Single(RuleHits.All(line));
    }

    [Theory]
    [InlineData("1234 5678 9012 3456")]
    [InlineData("paysafecard 20 euros")]
    [InlineData("le code de la carte stp")]
    [InlineData("code: vrai-faux-jour")]
    [InlineData("AB12-CD34-EF56")]
    public void Digits_or_cards_alone_are_no_prepaid_code(string line) => Assert.Empty(RuleHits.Of(RuleKind.PrepaidCode, line));
}
