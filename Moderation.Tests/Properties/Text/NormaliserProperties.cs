using CsCheck;
using Moderation.Models.Text.Explanations;
using Moderation.Models.Text.Features;
using Moderation.Models.Text.Normalisation;

namespace Moderation.Tests.Properties.Text;

public class NormaliserProperties
{
    private const int RowCount = 1 << 12;

    private static readonly string[] Pieces =
        [" ", "  ", "@", "http://", "!", "é", "\u200b", "\u0301", "😀", "👍🏽", "𝓪", "ⓐ", "ﬁ", "ﷺ", "а", "\ud83d", "\ude00", "123456", "a b c "];

    // What people type, what they hide behind, and what no encoder would write.
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Select(c => c.ToString()),
        Gen.Char[(char)0x20, (char)0x7e].Select(c => c.ToString()),
        Gen.Int[0, Pieces.Length - 1].Select(piece => Pieces[piece]))
        .List[0, 60].Select(string.Concat);

    [Fact]
    public void Folded_text_folds_to_itself() =>
        AnyText.Sample(text => Assert.Equal(Fold(text), Fold(Fold(text))));

    [Fact]
    public void Folded_text_is_bounded_and_well_formed() =>
        AnyText.Select(Gen.Int[1, 200], (text, times) => string.Concat(Enumerable.Repeat(text, times))).Sample(text =>
        {
            var folded = Fold(text);
            Assert.True(folded.Length <= TextNormaliser.MaxFoldedLength);
            Assert.DoesNotContain("  ", folded, StringComparison.Ordinal);
            Assert.Equal(folded.Trim(' '), folded);
            for (var i = 0; i < folded.Length; i++)
            {
                if (char.IsHighSurrogate(folded[i]))
                    Assert.True(char.IsLowSurrogate(folded[++i]));
                else
                    Assert.False(char.IsLowSurrogate(folded[i]));
            }
        });

    [Fact]
    public void The_fast_reader_agrees_with_the_plain_one()
    {
        var (reader, ids) = (new FeatureReader(RowCount), new int[FeatureReader.MaxIds]);
        AnyText.Sample(
            text =>
            {
                var count = reader.Read(text, [], ids, out _);
                Assert.Equal(FeatureTrace.Read(text, [], RowCount).Select(f => f.Id), ids.Take(count));
                Assert.All(ids.Take(count), id => Assert.InRange(id, 1, RowCount - 1));
            },
            threads: 1);
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("a\u0301")]
    [InlineData("\ud83d")]
    [InlineData("😀")]
    [InlineData("x")]
    [InlineData("x ")]
    [InlineData("\u0000")]
    [InlineData("ﷺ")]
    public void A_megabyte_on_one_line_is_read_as_far_as_it_can_be(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length));
        var ids = new int[FeatureReader.MaxIds];

        var count = new FeatureReader(RowCount).Read(text, [], ids, out var isTruncated);

        Assert.True(isTruncated);
        Assert.InRange(count, 0, FeatureReader.MaxIds);
    }

    [Theory]
    [InlineData("follow me on the other app", "f\u200bo\u200bl\u200bl\u200bow me on the o\u00adther app")]
    [InlineData("follow me", "ｆｏｌｌｏｗ ｍｅ")]
    [InlineData("follow me", "𝓯𝓸𝓵𝓵𝓸𝔀 𝓶𝓮")]
    [InlineData("follow me", "ⓕⓞⓛⓛⓞⓦ ⓜⓔ")]
    [InlineData("follow me", "fоllоw mе")]
    [InlineData("follow me", "FOLLOW  ME ")]
    [InlineData("éte", "ete")]
    public void Disguises_of_letters_fold_to_the_plain_text(string plain, string disguised) =>
        Assert.Equal(Fold(plain), Fold(disguised));

    [Fact]
    public void Invisible_characters_in_front_do_not_push_the_words_out_of_reach() =>
        Assert.Equal("hello", Fold(new string('\u200b', 10_000) + "hello"));

    private static string Fold(string text)
    {
        Span<char> folded = stackalloc char[TextNormaliser.MaxFoldedLength];
        return new string(folded[..TextNormaliser.Fold(text, folded, out _)]);
    }
}
