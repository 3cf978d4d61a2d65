using System.Globalization;
using Microsoft.Extensions.Options;
using Moderation.Api.Decisions;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.Reports;
using Moderation.Api.Review.Cases;
using Moderation.Core.Policies;
using Moderation.Core.Review.Notices;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Notices;

/// <summary>Writes what a subject would be told if the orders that wait were given now, so that whoever confirms knows it before.</summary>
internal sealed class NoticePreview(CaseReportReader reports, DecisionStore decisions, StatementDesk desk, IOptions<NoticeOptions> options, TimeProvider time)
{
    /// <summary>The notices of a case, in one language.</summary>
    public async Task<IReadOnlyList<SubjectNotice>> ReadAsync(ReadCase read, NoticeLanguage language, CancellationToken token)
    {
        var told = await reports.ReadAsync(read, token);
        return Write(told, await SheetAsync(told, token), language);
    }

    /// <summary>The sheet that raised the newest of these reports; null where it is not stored.</summary>
    public async Task<CompiledSheet?> SheetAsync(IReadOnlyList<ReportResponse> told, CancellationToken token) =>
        told is [.., { DecisionId: { } id }] && await decisions.FindAsync(id.Value, token) is { Row: { SheetHash: { } hash } row }
            ? await desk.SheetAsync(row.PolicyName, hash, token)
            : null;

    /// <summary>The notices of the orders that wait, of the newest report that proposes any; empty where none does.</summary>
    public IReadOnlyList<SubjectNotice> Write(IReadOnlyList<ReportResponse> told, CompiledSheet? sheet, NoticeLanguage language) =>
        told.LastOrDefault(report => report.Proposes.Count > 0) is { } report ? [.. report.Proposes.Select((order, i) => Write(report, order, i, sheet, language))] : [];

    private SubjectNotice Write(ReportResponse report, ProposedAction order, int place, CompiledSheet? sheet, NoticeLanguage language) => NoticeWriter.Write(
        new NoticeFacts
        {
            Order = Compose(report, order, place, sheet),
            Sheet = sheet,
            IsConfirmedByPerson = true,
            AppealAddress = options.Value.AppealAddress,
            IsPreview = true,
        },
        language);

    private ActionRecord Compose(ReportResponse report, ProposedAction order, int place, CompiledSheet? sheet) => new()
    {
        V = WireVersion.Current,
        ActionId = DerivedId.From<ActionId>("act", "preview", report.ReportId.Value, place.ToString(CultureInfo.InvariantCulture)),
        LiveId = report.LiveId,
        Subject = report.Subject,
        Kind = order.Kind,
        OrderedAt = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow().AddSeconds(order.LastsSeconds),
        MaxCoinsPerMinute = order.MaxCoinsPerMinute,
        DecisionId = report.DecisionId ?? DerivedId.From<DecisionId>("dec", "preview", report.ReportId.Value),
        Policy = report.Policy,
        Rung = report.Rung,
        Ground = sheet?.Ground ?? $"policy {report.Policy.Name}",
        Reasons = report.Reasons,
        Evidence = report.Evidence,
        ReportId = report.ReportId,
        DecidedBy = report.DecidedBy,
    };
}
