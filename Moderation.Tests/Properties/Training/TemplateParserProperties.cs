using System.Text;
using CsCheck;
using Moderation.Training.Text.Grammar;

namespace Moderation.Tests.Properties.Training;

public sealed class TemplateParserProperties
{
    private static readonly Gen<string> Anything = Gen.OneOf(Gen.Char["{}()[]|\\ab é-"], Gen.Char).Array[0, 40].Select(chars => new string(chars));

    [Fact]
    public void Any_text_is_read_or_refused_with_its_place() => Anything.Sample(text =>
    {
        try
        {
            return TemplateParser.Parse(text, "f:1") is not null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message.StartsWith("f:1: ", StringComparison.Ordinal);
        }
    });

    [Fact]
    public void An_escaped_text_stands_for_itself() => Anything.Sample((string text) =>
    {
        var escaped = string.Concat(text.Select(c => "\\" + c));
        return Draw(TemplateParser.Parse(escaped, "f:1"), new Random(1)) == text;
    });

    /// <summary>A template is built beside the set of all texts that it stands for; what is drawn must lie in the set, and in time fill it.</summary>
    [Fact]
    public void A_template_draws_exactly_the_texts_that_it_stands_for() => Template(2).Sample(
        made =>
        {
            var node = TemplateParser.Parse(made.Text, "f:1");
            var random = new Random(1);
            return Enumerable.Range(0, 2000).Select(_ => Draw(node, random)).ToHashSet().SetEquals(made.Texts);
        },
        iter: 50);

    private static Gen<(string Text, string[] Texts)> Template(int depth)
    {
        var word = Gen.Char['a', 'd'].Select(c => (c.ToString(), new[] { c.ToString() }));
        if (depth == 0)
            return word;
        var inner = Template(depth - 1);
        var choice = Gen.Select(inner, inner, (a, b) => ($"({a.Text}|{b.Text})", a.Texts.Union(b.Texts).ToArray()));
        var optional = inner.Select(a => ($"[{a.Text}]", a.Texts.Append("").Distinct().ToArray()));
        var sequence = Gen.Select(inner, inner, (a, b) => (a.Text + b.Text, (from x in a.Texts from y in b.Texts select x + y).Distinct().ToArray()));
        return Gen.OneOf(word, choice, optional, sequence);
    }

    private static string Draw(GrammarNode node, Random random)
    {
        var text = new StringBuilder();
        node.Draw(text, new Dictionary<string, Slot>(), random);
        return text.ToString();
    }
}
