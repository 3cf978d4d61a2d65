using System.Text;
using System.Text.RegularExpressions;
using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Grammar;

/// <summary>A generated line and the template, as file and line, that made it.</summary>
internal sealed record GrammarLine(LabelledLine Line, string TemplateId);

/// <summary>Makes labelled lines out of a grammar: same grammar, options, count and seed, same lines.</summary>
internal sealed partial class GrammarLines
{
    /// <summary>Source of every generated line, and the folder of the grammars under <c>training-data</c>.</summary>
    public const string Source = "grammar";

    private readonly ChatGrammar _grammar;
    private readonly GrammarOptions _options;
    private readonly Random _random;
    private readonly LineNoise _noise;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _perFamily = new(StringComparer.Ordinal);

    private GrammarLines(ChatGrammar grammar, GrammarOptions options, int seed)
    {
        (_grammar, _options, _random) = (grammar, options, new Random(seed));
        _noise = new LineNoise(options, _random);
    }

    /// <summary>Lines of every language that has a grammar under <paramref name="written"/>, the folder <c>training-data</c>.</summary>
    public static IEnumerable<LabelledLine> Generate(string written, GrammarOptions options, int countPerLanguage, int seed) =>
        Directory.EnumerateDirectories(Path.Combine(written, Source)).Order(StringComparer.Ordinal)
            .SelectMany(folder => Draw(GrammarReader.ReadFolder(folder), options, countPerLanguage, seed)).Select(drawn => drawn.Line);

    /// <summary>Draws lines of one grammar; fewer than <paramref name="count"/> where it has no more to say within the caps.</summary>
    public static IEnumerable<GrammarLine> Draw(ChatGrammar grammar, GrammarOptions options, int count, int seed) =>
        new GrammarLines(grammar, options, seed).Draw(count);

    private IEnumerable<GrammarLine> Draw(int count)
    {
        var (templateCap, familyCap) = (Cap(count, _options.TemplateShare), Cap(count, _options.FamilyShare));
        var open = _grammar.Templates.Select(template => new Turn(template)).ToList();
        for (var made = 0; made < count && open.Count > 0;)
        {
            var at = _random.Next(open.Count);
            var turn = open[at];
            var family = turn.Template.Family;
            var text = _perFamily.GetValueOrDefault(family) < familyCap && turn.Made < templateCap ? Say(turn.Template) : null;
            if (text is null)
            {
                open.RemoveAt(at);
                continue;
            }

            made++;
            turn.Made++;
            _perFamily[family] = _perFamily.GetValueOrDefault(family) + 1;
            yield return new GrammarLine(
                new LabelledLine(text, _grammar.Language, Source, $"{Source}/{family}", DataSplit.Train, LabelRow.Complete(turn.Template.Labels)), turn.Template.Id);
        }
    }

    private static int Cap(int count, double share) => Math.Max(1, (int)(count * share));

    /// <returns>A line that was not said yet, neither with other noise; null when the template is told out.</returns>
    private string? Say(Template template)
    {
        for (var repeat = 0; repeat < _options.MaxRepeats; repeat++)
        {
            var drawn = new StringBuilder();
            template.Root.Draw(drawn, _grammar.Slots, _random);
            var plain = Spaces().Replace(drawn.ToString(), " ").Trim();
            if (plain.Length == 0 || _said.Contains(plain))
                continue;
            var text = _noise.Apply(PickRegister().Apply(plain, _random), _grammar.Language);
            if (text.Length < _options.MinLength || text.Length > _options.MaxLength || !_said.Add(text))
                continue;
            _said.Add(plain);
            return text;
        }

        return null;
    }

    private Register PickRegister()
    {
        var left = _random.Next(_grammar.Registers.Sum(register => register.Weight));
        return _grammar.Registers.First(register => (left -= register.Weight) < 0);
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    private sealed class Turn(Template template)
    {
        public Template Template => template;

        public int Made { get; set; }
    }
}
