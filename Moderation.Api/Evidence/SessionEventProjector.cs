using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Keeps every event in the course of a live once.</summary>
internal sealed class SessionEventProjector() : Projector<SessionEventRecord>(TopicNames.Sessions, WireJson.Default.SessionEventRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into session_event
          (live_id, event_id, occurred_at, kind, participant_id, user_id, role, tile_left, tile_top, tile_width, tile_height, match_id, country, viewer_count)
        select n.live_id, n.event_id, n.occurred_at, n.kind, n.participant_id, n.user_id, n.role, n.tile_left, n.tile_top, n.tile_width, n.tile_height,
               n.match_id, n.country, n.viewer_count
        from unnest(
            @liveId::text[], @eventId::text[], @occurredAt::timestamptz[], @kind::text[], @participantId::text[], @userId::text[], @role::text[],
            @tileLeft::double precision[], @tileTop::double precision[], @tileWidth::double precision[], @tileHeight::double precision[],
            @matchId::text[], @country::text[], @viewerCount::integer[])
          as n (live_id, event_id, occurred_at, kind, participant_id, user_id, role, tile_left, tile_top, tile_width, tile_height, match_id, country, viewer_count)
        order by n.live_id, n.event_id
        on conflict (live_id, event_id) do nothing
        """);

    protected override LiveId LiveOf(SessionEventRecord record) => record.LiveId;

    protected override Task WriteRecordsAsync(IReadOnlyList<SessionEventRecord> records, NpgsqlTransaction transaction, CancellationToken token) => transaction.ExecuteAsync(
        Insert,
        new
        {
            liveId = records.Select(r => r.LiveId.Value).ToArray(),
            eventId = records.Select(r => r.EventId).ToArray(),
            occurredAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
            kind = records.Select(r => WireWord.From(r.Kind)).ToArray(),
            participantId = records.Select(r => r.ParticipantId?.Value).ToArray(),
            userId = records.Select(r => r.UserId?.Value).ToArray(),
            role = records.Select(r => r.Role is { } role ? WireWord.From(role) : null).ToArray(),
            tileLeft = records.Select(r => r.Tile?.Left).ToArray(),
            tileTop = records.Select(r => r.Tile?.Top).ToArray(),
            tileWidth = records.Select(r => r.Tile?.Width).ToArray(),
            tileHeight = records.Select(r => r.Tile?.Height).ToArray(),
            matchId = records.Select(r => r.MatchId).ToArray(),
            country = records.Select(r => r.Country).ToArray(),
            viewerCount = records.Select(r => r.ViewerCount).ToArray(),
        },
        token);
}
