using System.Text.Json;
using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Api.Review.Audit;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Tells of a verdict: to the deciders and the enforcer through the outbox, one record for each report that it is about; and to the audit log.</summary>
internal sealed class VerdictTrail(AuditLog audit, ReviewMetrics metrics)
{
    // Orders that reviewers gave belong to a report of their own, which is there where there are such orders.
    private static readonly SqlQuery<CaseReportRow> SelectReports = new(
        """
        select report_id from review_case_report where case_id = @caseId and number > @after and number <= @upTo
        union all
        select distinct report_id from action where report_id = @byHand and live_id = @liveId
        """);

    /// <summary>Publishes what the verdict means for reports.</summary>
    public static async Task TellAsync(NpgsqlTransaction transaction, DecidedCase decided, CancellationToken token)
    {
        if (Means(decided) is not { } kind)
            return;
        var (row, verdict) = (decided.Before, decided.Verdict);
        var isOwn = row.Kind == WireWord.From(CaseKind.Report);
        // Looked at again or appealed against is all that the first case was about; what is overturned is overturned whole.
        var (about, after, upTo) = isOwn
            ? (row.CaseId, row.DecidedCount, kind == VerdictKind.Overturned ? int.MaxValue : verdict.SeenCount)
            : (row.ParentCaseId!, 0, int.MaxValue);
        foreach (var report in await transaction.QueryAsync(SelectReports, new { caseId = about, after, upTo, byHand = VerdictOrders.ReportOf(about), row.LiveId }, token))
        {
            var record = new VerdictRecord
            {
                V = WireVersion.Current,
                LiveId = LiveId.Parse(row.LiveId),
                ReportId = ReportId.Parse(report.ReportId),
                VerdictId = DerivedId.From<CaseId>("vrd", verdict.VerdictId, report.ReportId).Value,
                Reviewer = verdict.Reviewer,
                At = verdict.At,
                Kind = kind,
                ReasonCode = verdict.ReasonCode,
            };
            await Outbox.AddAsync(
                transaction, TopicNames.Verdicts, row.LiveId, JsonSerializer.Serialize(record, WireJson.Default.VerdictRecord), verdict.At, token);
        }
    }

    public Task AuditAsync(NpgsqlTransaction transaction, Caller caller, DecidedCase decided, CancellationToken token)
    {
        var (row, kind) = (decided.Before, WireWord.From(decided.Verdict.Kind));
        metrics.Decided(row.Queue, kind, decided.Verdict.At - row.OpenedAt);
        var outcome = decided.Outcome is { } ended ? WireWord.From(ended) : null;
        return audit.AppendAsync(
            transaction, new AuditEvent("case.decided", caller.Name, row.CaseId, new { decided.Said.Version, kind, decided.Verdict.ReasonCode, outcome }), token);
    }

    /// <summary>What is published; null where nothing follows: a second look only measures, until people disagree, and a golden case is known.</summary>
    private static VerdictKind? Means(DecidedCase decided) => WireWord.Parse<CaseKind>(decided.Before.Kind) switch
    {
        CaseKind.Report => decided.Verdict.Kind,
        CaseKind.Appeal when decided.Outcome is CaseOutcome.Overturned => Opposite(decided.Before.ExpectedOutcome),
        _ => null,
    };

    // Against an order that was given, an appeal that is right takes it back; against a report that was found wrong, it says that it was right.
    private static VerdictKind Opposite(string? standing) => standing == WireWord.From(CaseOutcome.Overturned) ? VerdictKind.Confirmed : VerdictKind.Overturned;
}

/// <summary>One report of a case.</summary>
internal sealed record CaseReportRow
{
    public string ReportId { get; init; } = "";
}
