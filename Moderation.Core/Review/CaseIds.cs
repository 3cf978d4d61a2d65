using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>Derives the ids of cases, so that whoever reads the same records anew, or in another process, means the same case.</summary>
public static class CaseIds
{
    private const string Prefix = "cas";

    /// <summary>Episodes of one subject under one policy that began in the same hour of the live's clock are one case.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The case that a report belongs to: its live, subject, policy by name, and the hour in which its episode began.</summary>
    /// <param name="report">The report.</param>
    public static CaseId OfReport(ReportRecord report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return DerivedId.From<CaseId>(Prefix, report.LiveId.Value, report.Subject.ToString(), report.Policy.Name, Hour(report.EpisodeStartedAt));
    }

    /// <summary>The case that a flag opens where no policy reported its subject. Flags on the same thing that go to the same queue in the same hour are one case.</summary>
    /// <param name="flag">The flag.</param>
    /// <param name="queue">Name of the queue that it goes to.</param>
    public static CaseId OfFlag(FlagRecord flag, string queue)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return DerivedId.From<CaseId>(Prefix, flag.LiveId.Value, "flags", queue, WireWord.From(flag.Target), flag.TargetId ?? "", Hour(flag.At));
    }

    /// <summary>The case of all in one live that may not wait and was flagged over the flaggers' limits. There is one, so that nobody opens many.</summary>
    /// <param name="live">The live.</param>
    /// <param name="queue">Name of the queue that the flags go to.</param>
    public static CaseId OfFlagsOverLimit(LiveId live, string queue) => DerivedId.From<CaseId>(Prefix, live.Value, "flags-over-limit", queue);

    /// <summary>The second look at a decided case.</summary>
    /// <param name="decided">The case that was decided.</param>
    /// <param name="version">The version with which it was closed: a case that is opened again can be looked at again.</param>
    public static CaseId OfSecondReview(CaseId decided, long version) =>
        DerivedId.From<CaseId>(Prefix, decided.Value, "second", version.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of the golden cases that were made of a decided one.</summary>
    /// <param name="decided">The case that was decided.</param>
    /// <param name="number">Which one, from 1.</param>
    public static CaseId OfGolden(CaseId decided, long number) =>
        DerivedId.From<CaseId>(Prefix, decided.Value, "golden", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The case of an appeal against what was done to a subject. Whoever appeals twice against the same, or somebody else does, means the same case.</summary>
    /// <param name="action">The order that is appealed against.</param>
    public static CaseId OfAppeal(ActionId action) => DerivedId.From<CaseId>(Prefix, "appeal", action.Value);

    /// <summary>The case of what a version of a policy would have reported, that was tried over past lives. Whichever version and backtest: the question is the subject.</summary>
    /// <param name="live">The live.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="policy">Name of the policy.</param>
    public static CaseId OfBacktest(LiveId live, SubjectRef subject, string policy)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return DerivedId.From<CaseId>(Prefix, live.Value, "backtest", subject.ToString(), policy);
    }

    private static string Hour(DateTimeOffset at) => (at.UtcTicks / Window.Ticks).ToString(CultureInfo.InvariantCulture);
}
