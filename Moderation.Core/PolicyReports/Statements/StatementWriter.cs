using System.Globalization;
using System.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>Writes the statement of reasons of an order.</summary>
/// <remarks>
/// Deterministic. Texts come from the sheet, from the order's kind and from <see cref="Reason.Text"/> only, so no id, no chat and no name gets in. The database keeps days:
/// a throttle of 15 minutes ends on the day it begins, and no last day is written before the first.
/// </remarks>
public static class StatementWriter
{
    private const int ShortText = 500, Explanation = 2_000, Facts = 5_000;

    /// <summary>Writes the statement of an order.</summary>
    /// <param name="facts">What is known of the order.</param>
    /// <param name="territory">Countries of the European Economic Area where the platform carries orders out.</param>
    public static StatementOutcome Write(StatementFacts facts, IReadOnlyList<string> territory)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(territory);
        var order = facts.Order;
        if (order.Reverses is not null)
            return new StatementOutcome(StatementDuty.Reversal, null);
        if (StatementBasis.Of(facts) is not { } basis)
            return new StatementOutcome(StatementDuty.SheetUnknown, null);
        if (basis.Dsa is null)
            return new StatementOutcome(StatementDuty.OutsideUnion, null);
        if (facts.ReleasedAt is not { } released)
            return new StatementOutcome(StatementDuty.NotReleased, null);
        if (facts.IsRefused)
            return new StatementOutcome(StatementDuty.Refused, null);
        var rule = StatementMapping.Of(order.Kind, order.Subject.Kind, order.MaxCoinsPerMinute);
        return new StatementOutcome(rule.Restricts ? StatementDuty.Due : StatementDuty.RestrictsNothing, Write(facts, basis, rule, released, territory));
    }

    /// <summary>The id of an order's statement: the order's own where the database takes it, else one derived from it.</summary>
    /// <param name="order">The order.</param>
    public static string Puid(ActionId order) =>
        order.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? order.Value : DerivedId.From<ActionId>("sor", order.Value).Value;

    private static StatementOfReasons Write(StatementFacts facts, StatementBasis basis, StatementRule rule, DateTimeOffset released, IReadOnlyList<string> territory)
    {
        var (order, isLaw) = (facts.Order, basis.IsLaw);
        var (reference, explanation) = (Cut(basis.Reference, ShortText), Cut(basis.Explanation, Explanation));
        var source = StatementMapping.Source(order.Evidence);
        var isFound = source == SourceType.Voluntary || order.Evidence.Models.Count > 0;
        var keywords = StatementMapping.Keywords(basis.Dsa!);
        var content = rule.Content.Count > 0 ? rule.Content : StatementMapping.Judged(order);
        var first = Day(released);
        var last = Later(Day(order.ExpiresAt), first);
        return new StatementOfReasons
        {
            DecisionVisibility = rule.Visibility is { } visibility ? [visibility] : null,
            DecisionVisibilityOther = rule.Visibility == VisibilityDecision.Other ? rule.InWords : null,
            EndDateVisibilityRestriction = rule.Visibility is null ? null : last,
            DecisionMonetary = rule.Monetary,
            DecisionMonetaryOther = rule.Monetary == MonetaryDecision.Other ? rule.InWords : null,
            EndDateMonetaryRestriction = rule.Monetary is null ? null : last,
            DecisionGround = isLaw ? DecisionGround.IllegalContent : DecisionGround.IncompatibleContent,
            IllegalContentLegalGround = isLaw ? reference : null,
            IllegalContentExplanation = isLaw ? explanation : null,
            IncompatibleContentGround = isLaw ? null : reference,
            IncompatibleContentExplanation = isLaw ? null : explanation,
            Category = StatementMapping.Category(basis.Dsa!),
            CategorySpecification = keywords,
            CategorySpecificationOther = keywords?.Contains(StatementMapping.OtherKeyword) == true ? Cut(basis.Title, ShortText) : null,
            ContentType = content,
            ContentTypeOther = content.Contains(ContentType.Other) ? StatementMapping.GiftsInWords : null,
            ContentDate = ContentDay(facts, first),
            TerritorialScope = territory,
            ApplicationDate = first,
            DecisionFacts = Cut(Told(order), Facts),
            SourceType = source,
            AutomatedDetection = isFound ? YesOrNo.Yes : YesOrNo.No,
            AutomatedDecision = Automation(facts, isFound),
            Puid = Puid(order.ActionId),
        };
    }

    private static AutomatedDecision Automation(StatementFacts facts, bool isFoundByMachine)
    {
        // Whatever found it, a person decided.
        if (facts.IsByHand)
            return AutomatedDecision.NotAutomated;
        if (facts.Order.Verdicts.Count == 0 && !facts.IsConfirmedByPerson)
            return AutomatedDecision.Fully;
        return isFoundByMachine ? AutomatedDecision.Partially : AutomatedDecision.NotAutomated;
    }

    // A live is made while it runs: it began on a day, and where that is not known what was judged was shown since the rung's condition held. A clock that ran ahead of ours
    // must not put the content after the decision about it.
    private static DateOnly ContentDay(StatementFacts facts, DateOnly first)
    {
        var day = Day(facts.LiveStartedAt ?? facts.EpisodeStartedAt ?? facts.Order.OrderedAt);
        return day < first ? day : first;
    }

    private static string Told(ActionRecord order)
    {
        var text = new StringBuilder();
        foreach (var reason in order.Reasons.Select(reason => reason.Text.Trim()).Where(reason => reason.Length > 0))
            text.Append(reason).Append(reason[^1] is '.' or '!' or '?' ? " " : ". ");
        return text.Append(CultureInfo.InvariantCulture, $"The restriction was ordered for {Length(order.ExpiresAt - order.OrderedAt)}.").ToString();
    }

    // Days lose what matters most here: most orders last minutes.
    private static string Length(TimeSpan time)
    {
        var (amount, unit) = time switch
        {
            _ when time >= TimeSpan.FromDays(2) => (time.TotalDays, "days"),
            _ when time >= TimeSpan.FromHours(2) => (time.TotalHours, "hours"),
            _ when time >= TimeSpan.FromMinutes(2) => (time.TotalMinutes, "minutes"),
            _ => (time.TotalSeconds, "seconds"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {unit}");
    }

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }
}
