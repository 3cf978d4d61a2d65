using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Reads lives, newest first by when they opened, and what platforms told of their course.</summary>
internal sealed class LiveStore(NpgsqlDataSource source)
{
    private const int MostEvents = 1_000;

    private static readonly SqlQuery<LiveRow> SelectPage = new(
        """
        select live_id, status, clock, started_at, viewers, opened_at, frames_scored, frames_not_scored, faces_outside_tiles,
               lines_scored, lines_not_scored, flagged_rates, participants, covers_topic, covers_partition, covers_offset
        from live
        where (@id::text is null or live_id = @id)
          and (@status::text is null or status = @status)
          and (@cursorAt::timestamptz is null or (opened_at, live_id) < (@cursorAt, @cursorId))
        order by opened_at desc, live_id desc
        limit @limit
        """);

    private static readonly SqlQuery<SessionEventRow> SelectEvents = new(
        """
        select event_id, occurred_at, kind, participant_id, user_id, role, tile_left, tile_top, tile_width, tile_height, match_id, country, viewer_count
        from session_event
        where live_id = @liveId
        order by occurred_at desc, event_id desc
        limit @limit
        """);

    /// <summary>A page, and one row more when another page follows.</summary>
    /// <param name="status">Word of a status; null for all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">Rows of the page.</param>
    /// <param name="token">Ends the query.</param>
    public Task<IReadOnlyList<LiveRow>> PageAsync(string? status, Cursor? after, int limit, CancellationToken token) =>
        SelectAsync(null, status, after, limit + 1, token);

    /// <summary>One live, or null.</summary>
    public async Task<LiveRow?> FindAsync(string id, CancellationToken token) =>
        (await SelectAsync(id, null, null, 1, token)).SingleOrDefault();

    /// <summary>The newest 1,000 events of a live, oldest first; none where none were told.</summary>
    public async Task<SessionEventsResponse> SessionEventsAsync(LiveId live, CancellationToken token)
    {
        var rows = await source.QueryAsync(SelectEvents, new { liveId = live.Value, limit = MostEvents + 1 }, token);
        return new SessionEventsResponse { LiveId = live, IsWhole = rows.Count <= MostEvents, Events = [.. rows.Take(MostEvents).Reverse().Select(row => row.ToResponse())] };
    }

    private Task<IReadOnlyList<LiveRow>> SelectAsync(string? id, string? status, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { id, status, cursorAt = after?.At, cursorId = after?.Id, limit }, token);
}
