using System.Text.RegularExpressions;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>Writes what the subject of an order is told: what is done, why, on which facts and which rule, whether a machine decided, until when, and how to contest it.</summary>
/// <remarks>
/// Deterministic. Begins with the sheet's own text; what that leaves out is added. It names no reviewer, and no note that people wrote to one another gets in.
/// Times are UTC.
/// </remarks>
public static partial class NoticeWriter
{
    /// <summary>Months that a subject has to contest an order (DSA, Article 20(1)).</summary>
    public const int AppealMonths = 6;

    private const string OverturnedCode = "overturned";

    private const string ActionPlace = "{actionId}";

    /// <summary>Writes the notice of an order.</summary>
    /// <param name="facts">What it is written from.</param>
    /// <param name="language">In which language.</param>
    public static SubjectNotice Write(NoticeFacts facts, NoticeLanguage language)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var words = NoticeWords.Of(language);
        return facts.Order.Reverses is null ? Restricted(facts, language, words) : Lifted(facts, language, words);
    }

    private static SubjectNotice Restricted(NoticeFacts facts, NoticeLanguage language, NoticeWords words)
    {
        var order = facts.Order;
        var (what, ground) = (words.What(order), Ground(facts, words));
        var (until, appeal) = (words.Time(order.ExpiresAt), words.Appeal(Address(facts, words)));
        var appealBy = DateOnly.FromDateTime((facts.ReleasedAt ?? order.OrderedAt).UtcDateTime).AddMonths(AppealMonths);
        var automation = words.Automation(IsFoundByMachine(order), order.Verdicts.Count > 0 || facts.IsConfirmedByPerson);
        var told = words.Facts(order);
        List<string> paragraphs = [Opening(facts, language, words, what, until, ground, appeal)];
        if (told.Count > 0)
            paragraphs.Add(string.Join('\n', told.Select(fact => $"- {fact}").Prepend(words.FactsHeading)));
        paragraphs.Add(automation);
        paragraphs.Add(words.Redress(appeal, words.Day(appealBy)));
        return new SubjectNotice
        {
            Language = language,
            Text = string.Join("\n\n", paragraphs),
            What = what,
            Facts = told,
            Ground = ground,
            Automation = automation,
            Until = order.ExpiresAt,
            AppealBy = appealBy,
        };
    }

    private static SubjectNotice Lifted(NoticeFacts facts, NoticeLanguage language, NoticeWords words)
    {
        var order = facts.Order;
        var what = words.What(order);
        // Other reasons hold a note of whoever asked, which is not for the subject.
        var wasFoundWrong = order.Reasons.Any(reason => reason.Code == OverturnedCode);
        return new SubjectNotice
        {
            Language = language,
            Text = words.Lifted(what, words.Time(order.OrderedAt), wasFoundWrong),
            What = what,
            Facts = [],
            Ground = Ground(facts, words),
            Automation = "",
            Until = order.OrderedAt,
            AppealBy = null,
        };
    }

    private static string Opening(NoticeFacts facts, NoticeLanguage language, NoticeWords words, string what, string until, string ground, string appeal)
    {
        var template = facts.Sheet?.Notices.FirstOrDefault(notice => notice.Language == WireWord.From(language))?.Text;
        if (template is null)
            return words.Plain(until, what, ground);
        // In one pass, so that nothing inside a rule or an address is filled in.
        var text = Placeholder().Replace(template, match => match.Groups[1].Value switch
        {
            "what" => what,
            "until" => until,
            "ground" => ground,
            _ => appeal,
        });
        if (!template.Contains("{what}", StringComparison.Ordinal) || !template.Contains("{until}", StringComparison.Ordinal))
            text += " " + words.UntilSentence(until, what);
        return template.Contains("{ground}", StringComparison.Ordinal) ? text : $"{text} {words.GroundSentence(ground)}";
    }

    private static string? Address(NoticeFacts facts, NoticeWords words) => facts.AppealAddress?.Replace(
        ActionPlace, facts.IsPreview ? $"[{words.ReferenceToCome}]" : Uri.EscapeDataString(facts.Order.ActionId.Value), StringComparison.Ordinal);

    private static string Ground(NoticeFacts facts, NoticeWords words) => words.Ground(facts.Order.Ground, facts.Sheet?.GroundReference);

    private static bool IsFoundByMachine(ActionRecord order) => StatementMapping.Source(order.Evidence) == SourceType.Voluntary || order.Evidence.Models.Count > 0;

    [GeneratedRegex(@"\{(what|until|ground|appeal)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
