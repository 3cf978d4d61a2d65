using Moderation.Models.Text;

namespace Moderation.Tests.Unit.Models.Text.Rules;

public sealed class PhoneRuleTests
{
    [Theory]
    [InlineData("appelle moi 06 39 98 12 34", "06 39 98 12 34")]
    [InlineData("0639981234", "0639981234")]
    [InlineData("06.39.98.12.34 vite", "06.39.98.12.34")]
    [InlineData("06-39-98-12-34", "06-39-98-12-34")]
    [InlineData("0 6 3 9 9 8 1 2 3 4", "0 6 3 9 9 8 1 2 3 4")]
    [InlineData("o6 39 98 12 34", "o6 39 98 12 34")]
    [InlineData("O6 39 98 1O 34", "O6 39 98 1O 34")]
    [InlineData("+33 6 39 98 12 34", "+33 6 39 98 12 34")]
    [InlineData("+33 (0)6 39 98 12 34", "+33 (0)6 39 98 12 34")]
    [InlineData("0033639981234", "0033639981234")]
    [InlineData("call 07700 900123", "07700 900123")]
    [InlineData("+44 7700 900123", "+44 7700 900123")]
    [InlineData("212-555-0142", "212-555-0142")]
    [InlineData("(212) 555-0142", "(212) 555-0142")]
    [InlineData("+1 212 555 0142", "+1 212 555 0142")]
    [InlineData("text me 555-0142", "555-0142")]
    [InlineData("whatsapp: 2125550142", "2125550142")]
    [InlineData("+49 151 23456789", "+49 151 23456789")]
    [InlineData("0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣3️⃣4️⃣", "0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣3️⃣4️⃣")]
    [InlineData("０６３９９８１２３４", "０６３９９８１２３４")]
    [InlineData("j'ai 18 06 39 98 12 34", "06 39 98 12 34")]
    [InlineData("06 39 98 12 34 18 ans", "06 39 98 12 34")]
    public void A_number_is_found_where_it_stands(string line, string number) => Assert.Equal([number], RuleHits.Of(RuleKind.Phone, line));

    [Theory]
    [InlineData("en 2024 ou 2025 ?")]
    [InlineData("01/02/2024 10 30")]
    [InlineData("01.02.2024 11")]
    [InlineData("1 000 000 000 pièces")]
    [InlineData("score 1234567890")]
    [InlineData("100000000")]
    [InlineData("12:30 12:45 13:00")]
    [InlineData("3-2 1-0 2-2 1-1 0-0 4-1")]
    [InlineData("0-1 2-3 4-5 6-7 8-9")]
    [InlineData("01 02 03 04 05 06")]
    [InlineData("ça coûte 0639981234€")]
    [InlineData("$0639981234")]
    [InlineData("+10 000 000 coins")]
    [InlineData("2+33639981234")]
    [InlineData("1 2 3 4 5 6 7 8 9 10")]
    [InlineData("05 12 33 41 22 17 09 11 20 41 22 36")]
    [InlineData("x0639981234")]
    [InlineData("123456789012345678901234567890")]
    public void Years_prices_scores_and_lists_are_no_numbers_to_call(string line) => Assert.Empty(RuleHits.Of(RuleKind.Phone, line));
}
