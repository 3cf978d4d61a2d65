using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Keeps every verdict once. A report can have several: two persons confirm, or an appeal is judged.</summary>
internal sealed class VerdictProjector(TimeProvider time) : Projector<VerdictRecord>(TopicNames.Verdicts, WireJson.Default.VerdictRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into verdict (live_id, verdict_id, report_id, reviewer, given_at, kind, reason_code)
        select n.live_id, n.verdict_id, n.report_id, n.reviewer, n.given_at, n.kind, n.reason_code
        from unnest(
            @liveId::text[], @verdictId::text[], @reportId::text[], @reviewer::text[], @givenAt::timestamptz[], @kind::text[], @reasonCode::text[])
          as n (live_id, verdict_id, report_id, reviewer, given_at, kind, reason_code)
        order by n.live_id, n.verdict_id
        on conflict (live_id, verdict_id) do nothing
        """);

    protected override LiveId LiveOf(VerdictRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<VerdictRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        await transaction.ExecuteAsync(
            Insert,
            new
            {
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                verdictId = records.Select(r => r.VerdictId).ToArray(),
                reportId = records.Select(r => r.ReportId.Value).ToArray(),
                reviewer = records.Select(r => r.Reviewer).ToArray(),
                givenAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                kind = records.Select(r => WireWord.From(r.Kind)).ToArray(),
                reasonCode = records.Select(r => r.ReasonCode).ToArray(),
            },
            token);
        await ForeignVerdicts.ApplyAsync(transaction, records.Select(r => r.ReportId.Value), time.GetUtcNow(), token);
        await StandingMarks.OfReportsAsync(transaction, records.Select(r => r.ReportId), token);
    }
}
