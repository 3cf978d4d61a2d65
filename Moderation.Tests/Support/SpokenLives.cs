using System.Globalization;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Reports on what was said, in lives of several languages, each with its decision, an order that was applied, and a flag of a viewer on one of its lines.</summary>
internal static class SpokenLives
{
    private const string Policy = "toxicity.one_to_one";

    /// <summary>Lines of each report by language; null stands for a report on somebody's age, which rests on no line.</summary>
    private static readonly LanguageEvidence[]?[] Spoken =
    [
        [new("en", 4)], [new("en", 3), new("fr", 1)], [new("en", 2)],
        [new("en", 1), new("fr", 5)], [new("fr", 2)],
        // As many of each: the first in ordinal order.
        [new("en", 3), new("fr", 3)],
        // As older builds told it, and as it is where no language was read.
        [],
        null,
    ];

    public static int Reports => Spoken.Length;

    /// <summary>How many reports there are of each language; empty where none is told.</summary>
    public static IReadOnlyDictionary<string, int> ByLanguage { get; } = new Dictionary<string, int> { ["en"] = 4, ["fr"] = 2, [""] = 2 };

    /// <summary>A report in a live of its own.</summary>
    public static ReportRecord Report(int number, IReadOnlyList<LanguageEvidence>? languages, DateTimeOffset at)
    {
        var report = (languages is null ? ReviewRoom.Report(number) : Records.TextReport(number, $"live-{number}") with { Policy = new PolicyRef(Policy, "hash-1") }) with
        {
            RaisedAt = at, EpisodeStartedAt = at, Priority = ReportPriority.Normal,
        };
        return languages is null ? report : report with { Evidence = (TextEvidenceSummary)report.Evidence with { Languages = languages } };
    }

    public static async Task SpeakAsync(this ModerationApplication app, DateTimeOffset at)
    {
        var reports = Spoken.Select((languages, i) => Report(100 + i, languages, at)).ToList();
        var decisions = reports.Select(report => MoneyRecords.Decision(report, "hash-of-sheet")).ToList();
        var orders = decisions.Select((decision, i) => MoneyRecords.Order(i, decision) with { Subject = decision.Subject, OrderedAt = at, ExpiresAt = at.AddMinutes(10), Evidence = decision.Evidence }).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), decisions);
        await new ReviewRoom(app).ReportAsync(reports);
        await app.Database.ProjectAsync(new ActionProjector(), orders);
        await app.Database.ProjectAsync(new DispatchProjector(), orders.Select(order => DispatchRecords.Dispatch(order, DispatchState.Applied)));
        await app.Database.ProjectAsync(Projectors.Flags(), reports.Select((report, i) => Flag(report, i) with { At = at }));
    }

    private static FlagRecord Flag(ReportRecord report, int number) => new()
    {
        V = 1,
        LiveId = report.LiveId,
        FlagId = string.Create(CultureInfo.InvariantCulture, $"spoken-{number}"),
        At = report.RaisedAt,
        Target = FlagTarget.Message,
        // One of the lines that reports on text cite.
        TargetId = "m9",
        Reason = "harassment",
        FlaggerId = UserId.Parse(string.Create(CultureInfo.InvariantCulture, $"listener-{number}")),
    };
}
