using CsCheck;
using Moderation.Cli.Evaluation.Text;

namespace Moderation.Tests.Unit.Evaluation.Text;

public sealed class AttackedTextTests
{
    private static readonly TextAttack[] All = Enum.GetValues<TextAttack>();

    [Fact]
    public void Six_words_of_ten_are_altered_and_short_ones_never()
    {
        foreach (var attack in All)
        {
            var text = string.Join(" de ", Enumerable.Repeat("bateau", 2000));
            var altered = AttackedText.Alter(text, attack, 3).Split(" de ");
            Assert.Equal(2000, altered.Length);
            Assert.InRange(altered.Count(word => word != "bateau"), 1120, 1280);
        }
    }

    [Fact]
    public void The_seed_says_which_words_and_every_attack_takes_the_same()
    {
        const string Text = "petit bateau jaune sans aucune voile blanche";
        foreach (var attack in All)
            Assert.Equal(AttackedText.Alter(Text, attack, 5), AttackedText.Alter(Text, attack, 5));
        var taken = new[] { TextAttack.ZeroWidth, TextAttack.Fancy, TextAttack.Homoglyph }
            .Select(attack => Text.Split(' ').Zip(AttackedText.Alter(Text, attack, 5).Split(' '), (a, b) => a == b));
        Assert.Single(taken.Select(words => string.Join(',', words)).Distinct());
    }

    [Theory]
    [InlineData("@capitaine")]
    [InlineData("http://bateau.example/voile")]
    [InlineData("<email>")]
    [InlineData("[USER]")]
    [InlineData("12345 !!! 🙂 ab")]
    public void What_is_no_word_stays(string text) =>
        Assert.All(All, attack => Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(text, AttackedText.Alter(text, attack, seed))));

    [Fact]
    public void Any_text_can_be_altered() =>
        Gen.Select(Gen.String, Gen.Int[0, All.Length - 1], Gen.Int).Sample((text, attack, seed) => AttackedText.Alter(text, All[attack], seed) is not null);

    [Theory]
    [InlineData(nameof(TextAttack.Leet), "b4te@u")]
    [InlineData(nameof(TextAttack.Homoglyph), "bаteаu")]
    [InlineData(nameof(TextAttack.ZeroWidth), "ba\u200Bteau")]
    [InlineData(nameof(TextAttack.Spacing), "b a t e a u")]
    [InlineData(nameof(TextAttack.Repeat), "bateeeeau")]
    [InlineData(nameof(TextAttack.Fancy), "ｂａｔｅａｕ")]
    [InlineData(nameof(TextAttack.Star), "b*teau")]
    [InlineData(nameof(TextAttack.Typo), "baetau")]
    public void Some_seed_gives_a_form_that_people_know(string attack, string form) =>
        Assert.Contains(form, Enumerable.Range(0, 20_000).Select(seed => AttackedText.Alter("bateau", Enum.Parse<TextAttack>(attack), seed)));

    [Fact]
    public void All_names_every_attack()
    {
        Assert.Equal(["leet", "homoglyph", "zero-width", "spacing", "repeat", "fancy", "star", "typo"], TextAttackNames.Names);
        Assert.Equal(All, TextAttackNames.Parse(["all"]));
        Assert.Equal([TextAttack.ZeroWidth, TextAttack.Star], TextAttackNames.Parse(["star", "zero-width", "star"]));
    }
}
