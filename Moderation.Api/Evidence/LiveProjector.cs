using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Review.Cases;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Keeps the newest state of each live. Newest is by the live's own clock, then by the log entry covered, never by arrival.</summary>
internal sealed class LiveProjector() : Projector<LiveStateRecord>(TopicNames.LiveState, WireJson.Default.LiveStateRecord)
{
    private static readonly SqlStatement Upsert = new(
        """
        insert into live as l
          (live_id, status, clock, started_at, opened_at, viewers, frames_scored, frames_not_scored, faces_outside_tiles, lines_scored,
           lines_not_scored, flagged_rates, participants, covers_topic, covers_partition, covers_offset)
        select n.live_id, n.status, n.clock, n.started_at, coalesce(n.started_at, n.clock), n.viewers, n.frames_scored, n.frames_not_scored,
               n.faces_outside_tiles, n.lines_scored, n.lines_not_scored, n.flagged_rates::jsonb, n.participants::jsonb, n.covers_topic, n.covers_partition, n.covers_offset
        from unnest(
            @liveId::text[], @status::text[], @clock::timestamptz[], @startedAt::timestamptz[], @viewers::bigint[], @framesScored::bigint[],
            @framesNotScored::bigint[], @facesOutsideTiles::bigint[], @linesScored::bigint[], @linesNotScored::bigint[],
            @flaggedRates::text[], @participants::text[], @coversTopic::text[], @coversPartition::integer[], @coversOffset::bigint[])
          as n (live_id, status, clock, started_at, viewers, frames_scored, frames_not_scored, faces_outside_tiles,
                lines_scored, lines_not_scored, flagged_rates, participants, covers_topic, covers_partition, covers_offset)
        order by n.live_id
        on conflict (live_id) do update
        set status = excluded.status, clock = excluded.clock, started_at = excluded.started_at, viewers = excluded.viewers, frames_scored = excluded.frames_scored,
            frames_not_scored = excluded.frames_not_scored, faces_outside_tiles = excluded.faces_outside_tiles,
            lines_scored = excluded.lines_scored, lines_not_scored = excluded.lines_not_scored, flagged_rates = excluded.flagged_rates,
            participants = excluded.participants, covers_topic = excluded.covers_topic,
            covers_partition = excluded.covers_partition, covers_offset = excluded.covers_offset
        where (excluded.clock, excluded.covers_offset) > (l.clock, l.covers_offset)
        """);

    /// <summary>The newest record of each live, since one statement may touch a row once.</summary>
    public static IReadOnlyList<LiveStateRecord> Newest(IEnumerable<LiveStateRecord> records) =>
        [.. records.GroupBy(record => record.LiveId).Select(live => live.MaxBy(record => (record.At, record.Covers.Offset))!)];

    protected override LiveId LiveOf(LiveStateRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<LiveStateRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var newest = Newest(records);
        await transaction.ExecuteAsync(
            Upsert,
            new
            {
                liveId = newest.Select(r => r.LiveId.Value).ToArray(),
                status = newest.Select(r => WireWord.From(r.Status)).ToArray(),
                clock = newest.Select(r => r.At.ToUniversalTime()).ToArray(),
                startedAt = newest.Select(r => r.StartedAt?.ToUniversalTime()).ToArray(),
                viewers = newest.Select(r => r.Viewers).ToArray(),
                framesScored = newest.Select(r => r.FramesScored).ToArray(),
                framesNotScored = newest.Select(r => r.FramesNotScored).ToArray(),
                facesOutsideTiles = newest.Select(r => r.FacesOutsideTiles).ToArray(),
                linesScored = newest.Select(r => r.LinesScored).ToArray(),
                linesNotScored = newest.Select(r => r.LinesNotScored).ToArray(),
                flaggedRates = newest.Select(r => JsonSerializer.Serialize(r.FlaggedRates, WireJson.Default.IReadOnlyListLabelRate)).ToArray(),
                participants = newest.Select(r => JsonSerializer.Serialize(r.Participants, WireJson.Default.IReadOnlyListParticipantState)).ToArray(),
                coversTopic = newest.Select(r => r.Covers.Topic).ToArray(),
                coversPartition = newest.Select(r => r.Covers.Partition).ToArray(),
                coversOffset = newest.Select(r => r.Covers.Offset).ToArray(),
            },
            token);
        await CaseIntake.EndAsync(transaction, [.. newest.Where(record => record.Status == LiveStatus.Ended).Select(record => record.LiveId.Value)], token);
    }
}
