using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>The codes that reviewers choose among when they say why. Statistics count them; a program may send others.</summary>
public static class ReasonCodes
{
    private static readonly string[] Overturned = ["seen_otherwise", "quotation_or_joke", "wrong_subject", "model_mistaken"];
    private static readonly string[] Undecided = ["evidence_gone", "evidence_unclear", "needs_language", "needs_senior"];
    private static readonly string[] Plain = ["rule_broken", "rule_broken_repeatedly"];

    private static readonly (string Beginning, string[] Codes)[] Confirmed =
    [
        ("minors.", ["appears_minor", "says_is_minor"]),
        ("toxicity.", ["insult", "hate", "harassment", "raid"]),
        ("threats.", ["threat", "extortion"]),
        ("grooming.", ["grooming", "contact_asked", "secrecy_asked"]),
        ("solicitation.", ["begging", "pressure_to_spend", "diversion"]),
        ("money.", ["circular_gifts", "burst_spending"]),
    ];

    /// <summary>Codes that go with a kind of verdict under a policy, the likeliest first; never empty.</summary>
    /// <param name="kind">What the verdict says.</param>
    /// <param name="policy">The policy that reported; null where only people flagged.</param>
    public static IReadOnlyList<string> Of(VerdictKind kind, string? policy) => kind switch
    {
        VerdictKind.Confirmed => [.. Confirmed.FirstOrDefault(entry => policy?.StartsWith(entry.Beginning, StringComparison.Ordinal) == true).Codes ?? [], .. Plain],
        VerdictKind.Overturned => Overturned,
        _ => Undecided,
    };
}
