using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>Reasons in French. A reason is an English sentence with a code; what it speaks of was read as a value, and that is told.</summary>
internal static partial class FrenchReasons
{
    private static readonly Dictionary<string, string> Fixed = new(StringComparer.Ordinal)
    {
        ["held"] = "Cela a duré aussi longtemps que la règle l'exige.",
        ["human_review"] = "Une personne doit l'examiner : à lui seul, cela ne prouve rien.",
        ["overturned"] = "Une personne a réexaminé le signalement et l'a jugé infondé.",
    };

    /// <summary>One sentence per value that a reason speaks of, in the order of the reasons.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Reason> reasons, IReadOnlyList<FactReading> readings)
    {
        var sentences = new List<string>();
        foreach (var reason in reasons)
        {
            if (Fixed.TryGetValue(reason.Code, out var sentence))
                sentences.Add(sentence);
            else if (Vocabulary.FindByReasonCode(reason.Code) is { } fact && Sentences(fact, readings).ToList() is { Count: > 0 } told)
                sentences.AddRange(told);
            else
                // Better in another language than not at all.
                sentences.Add($"(en anglais) {reason.Text}");
        }

        return [.. sentences.Distinct()];
    }

    private static IEnumerable<string> Sentences(Fact fact, IReadOnlyList<FactReading> readings) =>
        from reading in readings
        let use = Use().Match(reading.Name)
        where use.Success && use.Groups["name"].Value == fact.Name
        select $"{FrenchFacts.Says(fact.Id)}{Argument(fact, use)}{Window(use)} : {Value(fact, reading.Value, use)}.";

    private static string Argument(Fact fact, Match use)
    {
        if (fact.Argument is FactArgument.None or FactArgument.Belief or FactArgument.Currency || !use.Groups["argument"].Success)
            return "";
        var word = use.Groups["argument"].Value;
        return $" ({FrenchFacts.Word(word) ?? word})";
    }

    private static string Window(Match use) => use.Groups["window"].Success
        ? $" sur {Amount().Replace(use.Groups["window"].Value, amount => $"{amount.Groups[1].Value} {FrenchFacts.Unit(amount.Groups[2].Value)} ").TrimEnd()}"
        : "";

    private static string Value(Fact fact, double? value, Match use)
    {
        if (value is not { } known)
            return "inconnu";
        return fact.Type switch
        {
            FactType.Truth => known == 0 ? "non" : "oui",
            FactType.Word when (int)known < fact.Words.Count && known >= 0 => FrenchFacts.Word(fact.Words[(int)known]) ?? fact.Words[(int)known],
            FactType.Duration => Duration(known),
            _ when fact.Argument == FactArgument.Currency => $"{Number(known)} {use.Groups["argument"].Value}",
            _ when fact.Unit.Length > 0 => $"{Number(known)} {FrenchFacts.Unit(fact.Unit)}",
            _ => Number(known),
        };
    }

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Min(Math.Round(Math.Max(seconds, 0)), TimeSpan.FromDays(36_500).TotalSeconds));
        var parts = new[] { (time.Days, "j"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") }
            .Where(part => part.Item1 > 0).Take(2).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}"));
        return string.Join(' ', parts) is { Length: > 0 } text ? text : "0 s";
    }

    private static string Number(double value) =>
        Math.Round(value, Math.Abs(value) < 1 ? 4 : 2).ToString(Math.Abs(value) < 1 ? "0.####" : "0.##", CultureInfo.InvariantCulture).Replace('.', ',');

    // said.rate(hostile), sent.coins over 10m
    [GeneratedRegex(@"^(?<name>[a-z_.]+)(\((?<argument>[^)]*)\))?( over (?<window>[0-9a-z]+))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Use();

    [GeneratedRegex("([0-9]+)([a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
