using Moderation.Api.Database;
using Moderation.Core.Review;
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
        var cases = reports.GroupBy(report => CaseIds.OfReport(report).Value).ToDictionary(group => group.Key, group => group.ToList());
        var known = await CaseTable.LockAsync(transaction, cases.Keys, token);
        var (opened, changed, placed) = (new List<CaseRow>(), new List<CaseRow>(), new List<(string Case, int Number, string Report)>());
        foreach (var (id, members) in cases)
        {
            var row = known.GetValueOrDefault(id);
            foreach (var report in members)
            {
                row = row is null ? Open(id, report, lives.GetValueOrDefault(report.LiveId.Value)) : Attach(row, report, lives.GetValueOrDefault(report.LiveId.Value));
                placed.Add((id, row.ReportCount, report.ReportId.Value));
            }

            (known.ContainsKey(id) ? changed : opened).Add(row!.Ranked());
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

    private CaseRow Open(string id, ReportRecord report, LiveFactsRow? live)
    {
        var queue = queues.Route(new RoutedCase(CaseKind.Report, report.Policy.Name, report.Priority, []));
        var opened = Earlier(report.RaisedAt.ToUniversalTime(), time.GetUtcNow());
        return new CaseRow
        {
            CaseId = id,
            Kind = WireWord.From(CaseKind.Report),
            Queue = queue.Name,
            LiveId = report.LiveId.Value,
            SubjectKind = WireWord.From(report.Subject.Kind),
            ParticipantId = report.Subject.ParticipantId?.Value,
            SubjectRole = report.Subject.Role is { } role ? WireWord.From(role) : null,
            SubjectUserId = report.Subject.UserId?.Value,
            SubjectOtherUserId = report.Subject.OtherUserId?.Value,
            PolicyName = report.Policy.Name,
            Urgency = WireWord.From(report.Priority),
            Probability = Probability(report),
            Viewers = live?.Viewers,
            IsRunning = live is not { IsEnded: true },
            IsForced = queue.Jumps,
            OpenedAt = opened,
            DueAt = opened + queue.Within[report.Priority],
            ReportCount = 1,
            ConfirmationsNeeded = Math.Max(1, report.ConfirmationsNeeded),
        };
    }

    private CaseRow Attach(CaseRow row, ReportRecord report, LiveFactsRow? live)
    {
        var before = row.ToCase();
        var raised = Earlier(report.RaisedAt.ToUniversalTime(), time.GetUtcNow());
        var urgency = before.Outcome is null ? (ReportPriority)Math.Max((int)report.Priority, (int)row.Facts.Urgency) : report.Priority;
        var due = raised + queues.Within(row.Queue, urgency);
        var after = row.With(CaseDesk.Attach(before, report.ConfirmationsNeeded), raised);
        return after with
        {
            Urgency = WireWord.From(urgency),
            Probability = Probability(report) ?? row.Probability,
            Viewers = live?.Viewers ?? row.Viewers,
            IsRunning = live is null ? row.IsRunning : !live.IsEnded,
            OpenedAt = before.Outcome is null ? row.OpenedAt : raised,
            DueAt = before.Outcome is null ? Earlier(row.DueAt, due) : due,
        };
    }

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
