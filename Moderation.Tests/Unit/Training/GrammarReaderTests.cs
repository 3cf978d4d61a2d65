using Moderation.Training.Text.Grammar;

namespace Moderation.Tests.Unit.Training;

public sealed class GrammarReaderTests
{
    private const string Minimal = "== gift\na rose ^3\na lion\n@@ gift_begging | asks\nsend {gift} [please]\n@@ clean | asks\nthanks for {gift}";

    [Fact]
    public void Slots_templates_and_their_labels_are_read()
    {
        var grammar = Read(Minimal);
        Assert.Equal([3, 1], grammar.Slots["gift"].Entries.Select(entry => entry.Weight));
        Assert.Equal(["g.grammar:5", "g.grammar:7"], grammar.Templates.Select(template => template.Id));
        Assert.Equal([["gift_begging"], []], grammar.Templates.Select(template => template.Labels));
    }

    [Theory]
    [InlineData("@@ gift_begging | asks\nsend {rose}", "g.grammar:2", "no slot 'rose'")]
    [InlineData("== gift\na rose\n@@ clean | asks\nhello", "g.grammar:1", "never used")]
    [InlineData("== gift\n@@ clean | asks\nthat {gift}", "g.grammar:1", "empty")]
    [InlineData("== gift\na\n== gift\nb", "g.grammar:3", "already defined")]
    [InlineData("== gift\none {gift}\n@@ clean | asks\nthat {gift}", "g.grammar:1", "stands for itself")]
    [InlineData("== gift\na rose ^0", "g.grammar:2", "no weight")]
    [InlineData("@@ begging | asks\nsend", "g.grammar:1", "label")]
    [InlineData("@@ any_solicitation | asks\nsend", "g.grammar:1", "label")]
    [InlineData("@@ | asks\nsend", "g.grammar:1", "label")]
    [InlineData("@@ clean\nsend", "g.grammar:1", "heading")]
    [InlineData("hello", "g.grammar:1", "before the first heading")]
    [InlineData("@@ clean | asks\n# a remark\nsend [it", "g.grammar:3", "never closed")]
    [InlineData("@@ clean | asks\nsend (it]", "g.grammar:2", "closed by ']'")]
    [InlineData("@@ clean | asks\nsend it)", "g.grammar:2", "outside of brackets")]
    [InlineData("@@ clean | asks\nsend {it", "g.grammar:2", "never closed")]
    [InlineData("%% sms", "g.grammar:1", "register")]
    [InlineData("%% sms 1\nyou", "g.grammar:2", "rule")]
    public void A_mistake_is_named_with_file_and_line(string text, string place, string what)
    {
        var wrong = Assert.Throws<FormatException>(() => Read(text));
        Assert.StartsWith(place + ": ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(what, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_register_rewrites_whole_words_and_drops_accents()
    {
        var grammar = Read("%% sms 1 no-accents\nest -> é\nqu' -> k\n@@ clean | talk\nil est à l'ouest qu'il reste");
        var lines = Enumerable.Range(0, 50).Select(seed => Assert.Single(GrammarLines.Draw(grammar, Quiet, 1, seed)).Line.Text).ToHashSet();
        Assert.Contains("il e a l'ouest kil reste", lines);
        Assert.All(lines, line => Assert.EndsWith(" reste", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_grammar_that_has_said_all_stops_early_and_says_nothing_twice()
    {
        var lines = GrammarLines.Draw(Read(Minimal), Quiet with { TemplateShare = 1, FamilyShare = 1 }, 1000, 7).Select(drawn => drawn.Line.Text);
        Assert.Equal(["send a lion", "send a lion please", "send a rose", "send a rose please", "thanks for a lion", "thanks for a rose"], lines.Order(StringComparer.Ordinal));
    }

    private static GrammarOptions Quiet { get; } = new() { Emoji = 0, Elongated = 0, Punctuated = 0, Shouted = 0, Disguised = 0, SplitHandle = 0, MaxRepeats = 200 };

    private static ChatGrammar Read(string text) => GrammarReader.Read("fr", [("g.grammar", text.Split('\n'))]);
}
