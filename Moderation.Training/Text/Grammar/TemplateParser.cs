using System.Text;

namespace Moderation.Training.Text.Grammar;

/// <summary>Reads one template: words, <c>{slot}</c>, <c>(one|other)</c>, <c>[perhaps]</c>, and <c>\</c> before a character that is meant as such.</summary>
internal sealed class TemplateParser
{
    private readonly string _template;
    private readonly string _place;
    private int _at;

    private TemplateParser(string template, string place) => (_template, _place) = (template, place);

    /// <exception cref="FormatException">The template is not well formed; names file and line.</exception>
    public static GrammarNode Parse(string template, string place)
    {
        var parser = new TemplateParser(template, place);
        var node = parser.ReadSequence();
        return parser._at == template.Length ? node : throw parser.Wrong($"'{template[parser._at]}' stands outside of brackets");
    }

    /// <summary>Reads up to the end, or to a character that ends or divides the bracket around it.</summary>
    private SequenceNode ReadSequence()
    {
        var parts = new List<GrammarNode>();
        while (_at < _template.Length && _template[_at] is not (')' or ']' or '}' or '|'))
        {
            parts.Add(_template[_at] switch
            {
                '{' => ReadSlot(),
                '(' => ReadChoice(')'),
                '[' => ReadChoice(']'),
                _ => ReadText(),
            });
        }

        return new SequenceNode(parts);
    }

    private TextNode ReadText()
    {
        var text = new StringBuilder();
        while (_at < _template.Length && !"{}()[]|".Contains(_template[_at], StringComparison.Ordinal))
        {
            if (_template[_at] == '\\' && ++_at == _template.Length)
                throw Wrong("nothing follows the last '\\'");
            text.Append(_template[_at++]);
        }

        return new TextNode(text.ToString());
    }

    private SlotNode ReadSlot()
    {
        var end = _template.IndexOf('}', ++_at);
        if (end < 0)
            throw Wrong("'{' is never closed");
        var name = _template[_at..end];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw Wrong($"'{name}' is no name of a slot");
        _at = end + 1;
        return new SlotNode(name);
    }

    private ChoiceNode ReadChoice(char close)
    {
        var open = _template[_at];
        var alternatives = new List<GrammarNode>();
        do
        {
            _at++;
            alternatives.Add(ReadSequence());
        }
        while (_at < _template.Length && _template[_at] == '|');
        if (_at == _template.Length)
            throw Wrong($"'{open}' is never closed");
        if (_template[_at] != close)
            throw Wrong($"'{open}' is closed by '{_template[_at]}'");
        _at++;
        return new ChoiceNode(alternatives, open == '[');
    }

    private FormatException Wrong(string what) => new($"{_place}: {what} in '{_template}'");
}
