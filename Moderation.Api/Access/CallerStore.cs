using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Access;

/// <summary>Reads who can be known, and writes down when they came last.</summary>
internal sealed class CallerStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<KnownKeyRow> SelectKeys = new(
        """
        select key_id, secret_hash, name, roles, may_name_actor, expires_at
        from access_key
        where revoked_at is null and expires_at > @now
        """);

    private static readonly SqlQuery<KnownSessionRow> SelectSessions = new(
        """
        select s.session_id, s.secret_hash, s.expires_at, s.last_used_at, a.account_id, a.name, a.roles
        from access_session s
        join access_account a on a.account_id = s.account_id
        where s.ended_at is null and s.expires_at > @now and a.disabled_at is null
        """);

    private static readonly SqlStatement TouchKeys = new(
        """
        update access_key k
        set last_used_at = used.at
        from unnest(@ids::text[], @times::timestamptz[]) as used (id, at)
        where k.key_id = used.id and (k.last_used_at is null or k.last_used_at < used.at)
        """);

    private static readonly SqlStatement TouchSessions = new(
        """
        update access_session s
        set last_used_at = used.at
        from unnest(@ids::text[], @times::timestamptz[]) as used (id, at)
        where s.session_id = used.id and s.last_used_at < used.at
        """);

    public async Task<IReadOnlyDictionary<string, KnownCaller>> KeysAsync(DateTimeOffset now, CancellationToken token) =>
        (await source.QueryAsync(SelectKeys, new { now }, token)).ToDictionary(row => row.KeyId, row => row.ToKnown());

    public async Task<IReadOnlyDictionary<string, KnownCaller>> SessionsAsync(DateTimeOffset now, CancellationToken token) =>
        (await source.QueryAsync(SelectSessions, new { now }, token)).ToDictionary(row => row.SessionId, row => row.ToKnown());

    public async Task WriteUseAsync(
        IReadOnlyCollection<(string Id, DateTimeOffset At)> keys, IReadOnlyCollection<(string Id, DateTimeOffset At)> sessions, CancellationToken token)
    {
        if (keys.Count > 0)
            await source.ExecuteAsync(TouchKeys, Use(keys), token);
        if (sessions.Count > 0)
            await source.ExecuteAsync(TouchSessions, Use(sessions), token);
    }

    private static object Use(IReadOnlyCollection<(string Id, DateTimeOffset At)> used) =>
        new { ids = used.Select(one => one.Id).ToArray(), times = used.Select(one => one.At).ToArray() };
}
