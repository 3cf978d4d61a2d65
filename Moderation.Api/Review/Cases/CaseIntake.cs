using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Opens cases for reports, and adds reports to the cases that they belong to, in the transaction that stores the reports.</summary>
internal sealed class CaseIntake(QueueBook queues, TimeProvider time)
{
    private static readonly SqlQuery<LiveFactsRow> SelectLives = new("select live_id, status, viewers from live where live_id = any(@lives)");

    private static readonly SqlStatement InsertReports = new(
        """
        insert into review_case_report (case_id, number, report_id)
        select n.case_id, n.number, n.report_id
        from unnest(@caseId::text[], @number::integer[], @reportId::text[]) as n (case_id, number, report_id)
        order by n.case_id, n.number
        """);

    private static readonly SqlStatement EndLives = new(
        """
        update review_case set is_running = false, rank = rank + @fall
        where case_id in (
          select case_id from review_case where live_id = any(@lives) and is_running and outcome is null
          order by case_id for update)
        """);

    /// <summary>Takes in reports that were not stored before.</summary>
    public async Task TakeAsync(NpgsqlTransaction transaction, IReadOnlyList<ReportRecord> reports, CancellationToken token)
    {
        if (reports.Count == 0)
            return;
        var lives = await LivesAsync(transaction, reports.Select(report => report.LiveId.Value), token);
        var cases = reports.GroupBy(CaseIds.OfReport).ToList();
        var known = await CaseTable.LockAsync(transaction, cases.Select(group => group.Key.Value), token);
        var (opened, changed, placed) = (new List<CaseRow>(), new List<CaseRow>(), new List<(string Case, int Number, string Report)>());
        foreach (var members in cases)
        {
            var row = known.GetValueOrDefault(members.Key.Value);
            foreach (var report in members)
            {
                var live = lives.GetValueOrDefault(report.LiveId.Value);
                row = row is null ? Open(members.Key, report, live) : Attach(row, report, live);
                placed.Add((row.CaseId, row.ReportCount, report.ReportId.Value));
            }

            (known.ContainsKey(row!.CaseId) ? changed : opened).Add(row.Ranked());
        }

        await CaseTable.InsertAsync(transaction, opened, token);
        await CaseTable.UpdateAsync(transaction, changed, token);
        await transaction.ExecuteAsync(
            InsertReports,
            new { caseId = placed.Select(p => p.Case).ToArray(), number = placed.Select(p => p.Number).ToArray(), reportId = placed.Select(p => p.Report).ToArray() },
            token);
    }

    /// <summary>Notes that lives are over: what happened in them harms nobody further, so their cases count less.</summary>
    public static async Task EndAsync(NpgsqlTransaction transaction, IReadOnlyCollection<string> lives, CancellationToken token)
    {
        if (lives.Count > 0)
            await transaction.ExecuteAsync(EndLives, new { lives = lives.ToArray(), fall = CasePriority.FallAtEnd }, token);
    }

    public static async Task<Dictionary<string, LiveFactsRow>> LivesAsync(NpgsqlTransaction transaction, IEnumerable<string> lives, CancellationToken token) =>
        (await transaction.QueryAsync(SelectLives, new { lives = lives.Distinct().ToArray() }, token)).ToDictionary(live => live.LiveId);

    private CaseRow Open(CaseId id, ReportRecord report, LiveFactsRow? live)
    {
        var queue = queues.Route(new RoutedCase(CaseKind.Report, report.Policy.Name, report.Priority, []));
        return CaseRow.Opened(id, CaseKind.Report, queue, report.LiveId.Value, live, report.Priority, NotAhead(report.RaisedAt, time)) with
        {
            SubjectKind = WireWord.From(report.Subject.Kind),
            ParticipantId = report.Subject.ParticipantId?.Value,
            SubjectRole = report.Subject.Role is { } role ? WireWord.From(role) : null,
            SubjectUserId = report.Subject.UserId?.Value,
            SubjectOtherUserId = report.Subject.OtherUserId?.Value,
            PolicyName = report.Policy.Name,
            Probability = Probability(report),
            Language = report.Evidence.FindLanguage(),
            ConfirmationsNeeded = Math.Max(1, report.ConfirmationsNeeded),
        };
    }

    private CaseRow Attach(CaseRow row, ReportRecord report, LiveFactsRow? live)
    {
        var isOpen = row.Outcome is null;
        var raised = NotAhead(report.RaisedAt, time);
        var urgency = isOpen ? (ReportPriority)Math.Max((int)report.Priority, (int)row.Facts.Urgency) : report.Priority;
        var within = queues.Within(row.Queue, urgency);
        var attached = row.With(CaseDesk.Attach(row.ToCase(), report.ConfirmationsNeeded), raised) with
        {
            Urgency = WireWord.From(urgency),
            Probability = Probability(report) ?? row.Probability,
            Language = report.Evidence.FindLanguage() ?? row.Language,
            Viewers = live?.Viewers ?? row.Viewers,
            IsRunning = live is null ? row.IsRunning : !live.IsEnded,
        };
        return isOpen ? attached with { DueAt = Earlier(row.DueAt, raised + within) } : attached.OpenedAgain(raised, within);
    }

    /// <summary>An event's time by this service's clock: others' clocks may run ahead.</summary>
    public static DateTimeOffset NotAhead(DateTimeOffset at, TimeProvider time) => Earlier(at.ToUniversalTime(), time.GetUtcNow());

    // Only age is believed as a probability; what a text model says of a line is none of the subject.
    private static double? Probability(ReportRecord report) => (report.Evidence as AgeEvidenceSummary)?.Belief;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>What a case's priority takes from its live.</summary>
internal sealed record LiveFactsRow
{
    public string LiveId { get; init; } = "";

    public string Status { get; init; } = "";

    public long? Viewers { get; init; }

    public bool IsEnded => Status == WireWord.From(LiveStatus.Ended);
}
