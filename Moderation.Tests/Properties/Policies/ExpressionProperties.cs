using CsCheck;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Expressions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Policies;

public sealed class ExpressionProperties
{
    private static readonly string[] Bits =
    [
        "minor", "belief(under_18)", "received.coins over 1m", " per minute", " over ", " for ", "30s", "1h30m", "0.5", "5%", "1_000", ">=", "==", "=", "<", "(", ")", "((((", "[", "]",
        ",", " and ", " or ", " not ", "!", "&&", "|", "+", "-", "*", "/", " in ", "min(", "known(", "true", "host", "\"", "'", "%", "é", "\U0001F600", "\t", "\n", ".", "_",
    ];

    [Fact]
    public void What_is_printed_is_read_as_the_same() => ExpressionSamples.AnyForm.Sample(expression =>
    {
        var text = expression.ToString();
        var (read, lasting) = ExpressionParser.Read(text, (at, says) => throw new FormatException($"{at}: {says} in {text}"))!.Value;
        return lasting is null && read.Equals(expression) && read.ToString() == text;
    });

    [Fact]
    public void A_compiled_condition_is_what_its_definition_reads()
    {
        var answers = ExpressionSamples.NumberFacts.Where(name => !name.Contains("per", StringComparison.Ordinal)).Append("received.coins over 10m")
            .Concat(ExpressionSamples.DurationFacts).Concat(ExpressionSamples.TruthFacts).Concat(ExpressionSamples.WordFacts.Select(fact => fact.Name)).ToArray();
        var values = Gen.OneOf(Gen.Int[0, 6].Select(value => (double?)value), Gen.Const((double?)null), Gen.Int[0, 100].Select(value => (double?)(value / 10.0)));
        Gen.Select(ExpressionSamples.Truths, values.Array[answers.Length]).Sample((expression, drawn) =>
        {
            var facts = answers.Zip(drawn).ToDictionary(pair => pair.First, pair => Fit(pair.First, pair.Second));
            var source = new ScriptedFacts();
            foreach (var (name, value) in facts)
                source[name] = value ?? double.NaN;
            var sheet = SheetCompiler.FromJson(Sheet(expression.ToString()));

            var expected = new NaiveInterpreter(facts, Words).Truth(expression);

            return sheet.Variants[0].Ladder[0].When.Evaluate(source, default)
                == (expected is { } truth ? truth ? Truth.True : Truth.False : Truth.Unknown);
        });
    }

    [Fact]
    public void Reasons_are_given_for_whatever_reads_a_fact_and_are_never_thrown_at_the_caller() =>
        Gen.Select(ExpressionSamples.Truths, Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Double[0, 3])).Sample((expression, value) =>
        {
            var when = SheetCompiler.FromJson(Sheet(expression.ToString())).Variants[0].Ladder[0].When;
            var isWord = when.Facts.Any(use => use.Fact.Type is FactType.Word or FactType.Truth);
            var reasons = when.Explain(new ScriptedFacts(isWord ? Math.Clamp(Math.Round(value), 0, 1) : value), default);
            return reasons.All(reason => reason.Text.EndsWith('.') && char.IsUpper(reason.Text[0]) | !char.IsLetter(reason.Text[0]) && reason.Code.Length > 0);
        });

    [Fact]
    public void Any_text_is_an_expression_or_a_fault_with_a_place() =>
        Gen.OneOf(ExpressionSamples.AnyOf(Bits).Array[0, 40].Select(string.Concat), Gen.String[0, 60]).Sample(text =>
        {
            var faults = 0;
            var read = ExpressionParser.Read(text, (at, _) =>
            {
                faults++;
                Assert.InRange(at, 0, text.Length);
            });
            return read is null == (faults == 1);
        });

    [Fact]
    public void What_is_called_impossible_is_never_true_and_a_range_holds_every_value_that_is() =>
        Gen.Select(ExpressionSamples.Truths, Gen.Int[0, 60].Array[13]).Sample((expression, drawn) =>
        {
            var when = SheetCompiler.FromJson(Sheet(expression.ToString())).Variants[0].Ladder[0].When;
            var source = new ScriptedFacts();
            var values = when.Facts.Select((use, i) => (Use: use, Value: Fit(use.ToString(), drawn[i % drawn.Length] / 10.0)!.Value)).ToList();
            foreach (var (use, value) in values)
                source[use.ToString()] = value;
            if (when.Evaluate(source, default) != Truth.True)
                return true;
            return Possibilities.CanBe((when.Bound, true)) && values.All(pair => when.RangeOf(pair.Use) is { } range
                && (range.Least < pair.Value || (range.Least == pair.Value && !range.LeastExcluded))
                && (range.Most > pair.Value || (range.Most == pair.Value && !range.MostExcluded)));
        });

    private static Dictionary<string, int> Words { get; } = ExpressionSamples.WordFacts
        .SelectMany(fact => fact.Words.Select((word, index) => (word, index))).ToDictionary(pair => pair.word, pair => pair.index);

    private static string Sheet(string when) => SheetCompiler.FromYaml(SampleSheets.Smallest("participant", "true")).CanonicalJson
        .Replace("\"when\":\"true\"", $"\"when\":{System.Text.Json.JsonSerializer.Serialize(when)}", StringComparison.Ordinal);

    /// <summary>A value that the fact can have.</summary>
    private static double? Fit(string fact, double? value) => value is not { } number ? null
        : ExpressionSamples.TruthFacts.Contains(fact) ? Math.Floor(number) % 2
        : ExpressionSamples.WordFacts.Any(word => word.Name == fact) ? Math.Floor(number) % 3
        : fact.StartsWith("belief", StringComparison.Ordinal) ? number / 10 : number;
}
