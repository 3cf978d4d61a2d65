using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>Says a report's reason in the reader's language. Records hold reasons in English, each sentence of the same parts: what was read, its value, what was needed.</summary>
internal static partial class ReasonWords
{
    /// <summary>The sentence; null where this language has no words for it, as for reasons of older builds and of calculations.</summary>
    public static string? Say(Words words, Reason reason)
    {
        if (words.Language == Words.English.Language)
            return reason.Text;
        if (reason.Code == "human_review")
            return words["A person must look: this proves nothing by itself."];
        if (Held().Match(reason.Text) is { Success: true } held)
            return words["This has held for {0} s; {1} s are needed.", held.Groups[1].Value, Show(words, held.Groups[2].Value)];
        if (Vocabulary.FindByReasonCode(reason.Code) is not { } fact || !reason.Text.StartsWith(fact.Says, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = Rest().Match(reason.Text[fact.Says.Length..]);
        if (!rest.Success || Needed(words, rest.Groups["needed"].Value) is not { } needed)
            return null;
        var what = words[fact.Says];
        return words["{0}{1}: {2}; {3}.", char.ToUpperInvariant(what[0]) + what[1..], Over().Replace(rest.Groups["more"].Value, words[" over "]), Show(words, rest.Groups["value"].Value), needed];
    }

    private static string? Needed(Words words, string needed)
    {
        if (needed == "it must be known")
            return words["it must be known"];
        if (needed == "it must not be known")
            return words["it must not be known"];
        if (Limit().Match(needed) is not { Success: true } limit)
            return null;
        var shown = string.Join(words[" or "], limit.Groups["what"].Value.Split(" or ").Select(one => Show(words, one)));
        return limit.Groups["how"].Value switch
        {
            "at least " => words["at least {0} is needed", shown],
            "at most " => words["at most {0} is needed", shown],
            "more than " => words["more than {0} is needed", shown],
            "less than " => words["less than {0} is needed", shown],
            "anything but " => words["anything but {0} is needed", shown],
            _ => words["{0} is needed", shown],
        };
    }

    /// <summary>A value: a number with its unit, a time, or a word; what was calculated stands behind it in brackets and is left as the sheet writes it.</summary>
    private static string Show(Words words, string value)
    {
        var (own, calculated) = value.IndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? (value[..at], value[at..]) : (value, "");
        if (Quantity().Match(own) is not { Success: true } number)
            return words.Word(own) + calculated;
        var (unit, per) = (number.Groups["unit"].Value, number.Groups["per"].Value);
        return number.Groups["number"].Value.Replace(".", words.Point, StringComparison.Ordinal)
            + (unit.Length > 0 ? $" {words.Word(unit, "unit")}" : "") + (per.Length > 0 ? words[" a {0}", words.Word(per, "unit")] : "") + calculated;
    }

    [GeneratedRegex(@"^(?<more>(?: \([^()]*\)| over [\w ]+?)*)(?::| is) (?<value>[^;]*); (?<needed>.+)\.$")]
    private static partial Regex Rest();

    [GeneratedRegex("^(?<how>at least |at most |more than |less than |anything but )?(?<what>.+) is needed$")]
    private static partial Regex Limit();

    [GeneratedRegex(@"^(?<number>-?[\d.]+)(?: (?<unit>[a-z ]+?)(?: an? (?<per>second|minute|hour|day))?)?$")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^This has held for ([\d.]+) s; ([\d.]+) s are needed\.$")]
    private static partial Regex Held();

    [GeneratedRegex(" over ")]
    private static partial Regex Over();
}
