using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Expressions;

/// <summary>What may stand in brackets behind a fact's name.</summary>
public static class FactArguments
{
    /// <summary>The one word that beliefs are asked with.</summary>
    public const string UnderEighteen = "under_18";

    private const uint SolicitationLabels = 1u << (int)TextLabel.GiftBegging | 1u << (int)TextLabel.QuidProQuo | 1u << (int)TextLabel.MinorSpending
        | TextChannel.DiversionLabels | 1u << (int)TextLabel.Grooming | 1u << (int)TextLabel.SexualSolicitation | 1u << (int)TextLabel.Scam
        | 1u << (int)TextLabel.AnySolicitation;

    /// <summary>Groups of labels by their word, as bits of <see cref="TextLabel"/>; the widest is every bit, as labels may be added.</summary>
    public static IReadOnlyDictionary<string, uint> LabelGroups { get; } = new Dictionary<string, uint>(StringComparer.Ordinal)
    {
        ["hostile"] = TextChannel.HostileLabels,
        ["diversion"] = TextChannel.DiversionLabels,
        ["solicitation"] = SolicitationLabels,
        ["any"] = uint.MaxValue,
    };

    /// <summary>The words that an argument can be; empty where it is free or there is none.</summary>
    /// <param name="argument">Kind of argument.</param>
    public static IReadOnlyList<string> Words(FactArgument argument) => argument switch
    {
        FactArgument.Belief => [UnderEighteen],
        FactArgument.Label => [.. LabelGroups.Keys, .. WireWord.All<TextLabel>()],
        FactArgument.Rule => WireWord.All<TextRule>(),
        _ => [],
    };

    /// <summary>Reads an argument.</summary>
    /// <param name="fact">The fact that it belongs to.</param>
    /// <param name="word">The word in the brackets; null without brackets.</param>
    /// <param name="window">The window.</param>
    /// <returns>What is asked, or what is wrong.</returns>
    internal static (FactUse? Use, string? Fault) Read(Fact fact, string? word, TimeSpan? window)
    {
        if (fact.Argument == FactArgument.None)
            return word is null ? (new FactUse(fact, 0, null, window), null) : (null, $"'{fact.Name}' takes no argument");
        if (word is null)
            return fact.Argument == FactArgument.Reason ? (new FactUse(fact, 0, null, window), null) : (null, $"'{fact.Name}' needs an argument: {Example(fact)}");
        var words = Words(fact.Argument);
        if (words.Count > 0 && !words.Contains(word))
            return (null, $"'{fact.Name}' knows no '{word}'{(NearestName.Find(word, words) is { } near ? $"; did you mean '{near}'?" : $"; one of {string.Join(", ", words)} was due")}");
        if (fact.Argument == FactArgument.Currency && !(word.Length == 3 && word.All(char.IsAsciiLetterUpper)))
            return (null, $"'{fact.Name}' needs a currency as three capital letters: {Example(fact)}");
        if (fact.Argument == FactArgument.Reason && !TextId.IsValid(word))
            return (null, $"'{word}' is no reason code");
        return fact.Argument switch
        {
            FactArgument.Belief => (new FactUse(fact, 0, null, window), null),
            FactArgument.Label => (new FactUse(fact, LabelGroups.TryGetValue(word, out var group) ? group : 1u << (int)WireWord.Parse<TextLabel>(word), null, window), null),
            FactArgument.Rule => (new FactUse(fact, 1u << (int)WireWord.Parse<TextRule>(word), null, window), null),
            _ => (new FactUse(fact, 0, word, window), null),
        };
    }

    /// <summary>The argument of a use, as sheets write it; null without one.</summary>
    /// <param name="use">What is asked.</param>
    public static string? Text(in FactUse use) => use.Fact.Argument switch
    {
        FactArgument.Belief => UnderEighteen,
        FactArgument.Label => LabelWord(use.Mask),
        FactArgument.Rule => MaskWord<TextRule>(use.Mask),
        _ => use.Word,
    };

    private static string LabelWord(uint mask)
    {
        foreach (var (word, labels) in LabelGroups)
        {
            if (labels == mask)
                return word;
        }

        return MaskWord<TextLabel>(mask);
    }

    private static string MaskWord<T>(uint mask)
        where T : struct, Enum =>
        WireWord.All<T>()[System.Numerics.BitOperations.TrailingZeroCount(mask)];

    private static string Example(Fact fact) => fact.Argument switch
    {
        FactArgument.Belief => $"{fact.Name}({UnderEighteen})",
        FactArgument.Label => $"{fact.Name}(hostile)",
        FactArgument.Rule => $"{fact.Name}({WireWord.All<TextRule>()[0]})",
        _ => $"{fact.Name}(EUR)",
    };
}
