using CsCheck;
using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Tests.Properties.Models.Text.Rules;

public sealed class RuleScannerProperties
{
    private const int StepsPerUnit = 40;

    private static readonly string[] Pieces =
    [
        "snap", "insta: ", "@luna", "luna_77", " _ ", "06 39 98 12 34", "+33", "o6", "paypal", "$luna", "code", "AB12-CD34-EF56", "FR14 2004 1010 0505 0001 3M02 606",
        "luna@mail.example", "monsite.com/a", " dot com", " at gmail", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "t'as quel age", "s n a p ", "👻", "0️⃣", "\uD83D", "\uDC7B",
        "\u200B", "\u0301", ".", ":", "#1234", "://", " ", "\n", "\0", "é", "our little secret",
    ];

    private static readonly Gen<string> AnyUnits = Gen.Int[0, 0xFFFF].Select(unit => (char)unit).Array[0, 60].Select(units => new string(units));
    private static readonly Gen<string> AnyPieces = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(pieces => string.Concat(pieces));

    [Fact]
    public void Any_line_gives_few_hits_inside_it_in_order_and_never_throws() =>
        Gen.OneOf(AnyUnits, AnyPieces, Gen.Select(AnyPieces, AnyUnits, AnyPieces, (a, b, c) => a + b + c)).Sample(AssertSane, iter: 20_000);

    [Fact]
    public void A_line_gives_the_same_hits_whatever_was_scanned_before()
    {
        var used = new RuleScanner();
        List<RuleMatch> first = [], again = [];
        Gen.Select(AnyPieces, AnyPieces).Sample(
            (other, line) =>
            {
                new RuleScanner().Scan(line, first);
                used.Scan(other, again);
                used.Scan(line, again);
                Assert.Equal(first, again);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Words_around_a_number_move_its_place_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Sample((before, after) =>
        {
            var line = string.Concat(Enumerable.Repeat("rose ", before)) + "06 39 98 12 34" + string.Concat(Enumerable.Repeat(" mdr", after));
            List<RuleMatch> matches = [];
            new RuleScanner().Scan(line, matches);
            Assert.Equal([new RuleMatch(RuleKind.Phone, before * 5, 14)], matches);
        }, iter: 50);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_line_costs_no_more_than_its_length(string piece)
    {
        var scanner = new RuleScanner();
        List<RuleMatch> matches = [];
        foreach (var length in (int[])[1_000, 4_000, 16_000, 64_000])
        {
            scanner.Scan(string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1)).AsSpan(0, length), matches);

            Assert.InRange(scanner.Steps, 0, StepsPerUnit * Math.Min(length, RuleLine.MaxUnits));
            Assert.InRange(matches.Count, 0, RuleScanner.MaxMatches);
        }
    }

    public static TheoryData<string> Hostile() =>
    [
        "0", "@", ".", "x", "$", "_", "a.", "a@", "0 ", "06 ", "o", "s n a p ", "snap ", "snap _ ", "a b ", "point ", "at ", "x.x@", "FR14 ", "fr14", "paypal ", "paypal 06",
        "code AB12-", "on se ", "t as ", "://", "snap is my ", "luna _ ", "\u200B", "👻", "wero 0 1 ", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ", "#1234", "discord a#1234 ", "dis rien ",
    ];

    private static void AssertSane(string line)
    {
        List<RuleMatch> matches = [];
        new RuleScanner().Scan(line, matches);
        Assert.InRange(matches.Count, 0, RuleScanner.MaxMatches);
        var last = 0;
        foreach (var (_, start, length) in matches)
        {
            Assert.InRange(start, last, line.Length - 1);
            Assert.InRange(length, 1, line.Length - start);
            last = start;
        }
    }
}
