using Moderation.Core.Policies;
using Moderation.Core.Policies.Sheets;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>The rule that an order rests on, as a statement tells it.</summary>
/// <param name="Dsa">Category and keyword; null where the sheet does not apply in the European Union.</param>
/// <param name="Title">What it is about.</param>
/// <param name="IsLaw">Whether it is of law; else of the platform's terms.</param>
/// <param name="Reference">Where it stands.</param>
/// <param name="Explanation">Why the order follows from it.</param>
public sealed record StatementBasis(DsaGround? Dsa, string Title, bool IsLaw, string Reference, string Explanation)
{
    // The database has a word for what is against the terms and nothing that it lists. Whether a ground that a reviewer names is of law nobody says, so it is not told as such.
    private static readonly DsaGround OfTerms = new("OTHER_VIOLATION_TC", null);

    /// <summary>What an order rests on; null where that is not known.</summary>
    /// <param name="facts">What is known of the order.</param>
    public static StatementBasis? Of(StatementFacts facts)
    {
        var order = facts.Order;
        if (!facts.IsByHand || order.Ground == GroundOf(order.Policy.Name))
            return facts.Sheet is { } sheet ? Of(sheet) : null;
        // The reviewer named another rule than the policy's, which still says what sort of thing was reported.
        return new StatementBasis(
            facts.Sheet?.Dsa ?? OfTerms, facts.Sheet?.Title ?? "Reported and looked at by a person", IsLaw: false, order.Ground,
            $"A person looked at what was reported and found it against this rule: {order.Ground}");
    }

    /// <summary>The ground of an order by hand for which the reviewer named none: the policy's that reported.</summary>
    /// <param name="policy">Name of the policy.</param>
    public static string GroundOf(string policy) => $"policy {policy}";

    private static StatementBasis Of(CompiledSheet sheet)
    {
        var ground = sheet.Source.Ground;
        return new StatementBasis(sheet.Dsa, sheet.Title, sheet.GroundKind == GroundKind.Law, ground.Reference ?? ground.Text, $"{sheet.Title}. The rule: {ground.Text}");
    }
}
