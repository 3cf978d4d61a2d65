using Moderation.Core.Review;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>Says in the reader's language where a factor of a case's priority comes from.</summary>
internal static class PriorityWords
{
    public static string Say(Words words, ReportPriority urgency, bool isRunning, PriorityTerm term) => (term.Code, term.Value) switch
    {
        ("harm_per_minute", { } likely) => words["The policy says {0}: {1} a minute if it is right, which is {2} likely.", words.Word(WireWord.From(urgency)), words.Number(CasePriority.HarmPerMinute(urgency)), words.Percent(likely)],
        ("harm_per_minute", null) => words["The policy says {0}: {1} a minute if it is right, which is not known and taken as even.", words.Word(WireWord.From(urgency)), words.Number(CasePriority.HarmPerMinute(urgency))],
        ("uncertainty", { } likely) => words["A person's look is worth most where the service is least sure; it is {0} sure.", words.Percent(Math.Max(likely, 1 - likely))],
        ("uncertainty", null) => words["The service does not know, so a person's look is worth most."],
        ("audience", { } viewers) => words["{0} viewers; ten times as many count one more.", words.Number(viewers)],
        ("audience", null) => words["The platform does not say how many watch."],
        ("flags", { } weight) => words["Flags weigh {0} by how often their flaggers were right; at most {1} count.", words.Number(weight, 2), words.Number(CasePriority.MostFlagWeight)],
        ("freshness", { } minutes) when isRunning => words["The live runs; the case is {0} min old and counts half every {1} min.", words.Number(minutes), words.Number(CasePriority.HalfLife.TotalMinutes)],
        ("freshness", { } minutes) => words["The live is over, so that waiting harms less: a tenth; the case is {0} min old and counts half every {1} min.", words.Number(minutes), words.Number(CasePriority.HalfLife.TotalMinutes)],
        _ => term.Text,
    };
}
