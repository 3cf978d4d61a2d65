using Moderation.Models.Text;

namespace Moderation.Tests.Unit.Models.Text.Rules;

public sealed class AddressRuleTests
{
    [Theory]
    [InlineData("écris à luna.77@mail.example stp", "luna.77@mail.example")]
    [InlineData("Luna@Mail.example.", "Luna@Mail.example")]
    [InlineData("luna at example dot com", "luna at example dot com")]
    [InlineData("luna77 at gmail", "luna77 at gmail")]
    [InlineData("luna arobase exemple point fr", "luna arobase exemple point fr")]
    [InlineData("luna point 77 arobase gmail point com", "luna point 77 arobase gmail point com")]
    [InlineData("luna arobase gmail", "luna arobase gmail")]
    [InlineData("luna @ gmail . com", "luna @ gmail . com")]
    [InlineData("luna@gmail", "luna@gmail")]
    public void A_mail_address_is_found_where_it_stands(string line, string address) => Assert.Equal([address], RuleHits.Of(RuleKind.Email, line));

    [Theory]
    [InlineData("salut @luna")]
    [InlineData("salut @luna.fr")]
    [InlineData("@luna@leo")]
    [InlineData("look at gmail")]
    [InlineData("look at me")]
    [InlineData("rdv @ 20h")]
    [InlineData("a @ b . c")]
    public void A_mention_is_no_mail_address(string line) => Assert.Empty(RuleHits.Of(RuleKind.Email, line));

    [Theory]
    [InlineData("va sur https://chat.example/a?b=1 vite", "https://chat.example/a?b=1")]
    [InlineData("http://10.0.0.1/x", "http://10.0.0.1/x")]
    [InlineData("www.exemple.truc", "www.exemple.truc")]
    [InlineData("monsite.com!", "monsite.com")]
    [InlineData("Mon-Site.FR/page.", "Mon-Site.FR/page")]
    [InlineData("discord.gg/abc", "discord.gg/abc")]
    [InlineData("t.me/luna", "t.me/luna")]
    [InlineData("wa.me/33639981234", "wa.me/33639981234")]
    [InlineData("bit.ly/2xY", "bit.ly/2xY")]
    [InlineData("free-coins dot com", "free-coins dot com")]
    [InlineData("monsite point com", "monsite point com")]
    [InlineData("monsite . com", "monsite . com")]
    [InlineData("monsite[.]com", "monsite[.]com")]
    [InlineData("luna.club/x", "luna.club/x")]
    public void A_web_address_is_found_where_it_stands(string line, string address) => Assert.Equal([address], RuleHits.Of(RuleKind.Url, line));

    [Theory]
    [InlineData("lol.mdr")]
    [InlineData("ok.merci")]
    [InlineData("oui.la")]
    [InlineData("1.5 contre 2.0")]
    [InlineData("12.com")]
    [InlineData("attends...ok")]
    [InlineData("viens.me voir")]
    [InlineData("un point pour toi")]
    [InlineData("c'est le point final")]
    [InlineData("........")]
    [InlineData("@luna.fr coucou")]
    public void Words_glued_by_dots_are_no_web_address(string line) => Assert.Empty(RuleHits.Of(RuleKind.Url, line));
}
