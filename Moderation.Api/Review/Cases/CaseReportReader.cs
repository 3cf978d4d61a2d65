using Moderation.Api.Reports;

namespace Moderation.Api.Review.Cases;

/// <summary>Reads the reports of a case.</summary>
internal sealed class CaseReportReader(ReportStore reports)
{
    // Enough for one look; the case says how many there are.
    private const int MostReports = 20;

    /// <summary>The case's newest reports, oldest first.</summary>
    public async Task<IReadOnlyList<ReportResponse>> ReadAsync(ReadCase read, CancellationToken token) =>
        [.. (await reports.FindAsync([.. read.Detail.Reports.TakeLast(MostReports)], token)).Select(row => row.ToResponse())];
}
