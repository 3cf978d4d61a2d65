using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Reads the history of switches, newest first, and whether a policy is known.</summary>
internal sealed class ControlStore(NpgsqlDataSource source, TimeProvider time)
{
    // Whoever throws a switch must not wait for a database that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // One for everything, one for each kind, and one for each policy that anybody ever switched.
    private const int MostSwitches = 100_000;

    private static readonly SqlQuery<ControlRow> SelectPage = new(
        """
        select c.control_id, c.scope, c.name, c.mode, c.lift, c.set_at, c.until_at, c.actor, c.note, f.is_current
        from enforcement_control c
        cross join lateral (select not exists (
          select from enforcement_control n
          where n.control_key = c.control_key and (n.set_at, n.control_id) > (c.set_at, c.control_id)) as is_current) f
        where (@scope::text is null or c.scope = @scope)
          and (@current::boolean is null or f.is_current = @current)
          and (@cursorAt::timestamptz is null or (c.set_at, c.control_id) < (@cursorAt, @cursorId))
        order by c.set_at desc, c.control_id desc
        limit @limit
        """);

    private static readonly SqlQuery<KnownPolicyRow> SelectPolicy = new("select name from policy where name = @name");

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ControlRow>> PageAsync(string? scope, bool? current, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { scope, current, cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 }, token);

    /// <summary>Switches that hold: the newest over the same, not at enforce and not over.</summary>
    public async Task<IReadOnlyList<ControlRow>> HoldingAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var current = await source.QueryAsync(SelectPage, new { scope = (string?)null, current = true, cursorAt = (DateTimeOffset?)null, cursorId = (string?)null, limit = MostSwitches }, token);
        return [.. current.Where(row => row.Mode != WireWord.From(ControlMode.Enforce) && !(row.UntilAt <= now))];
    }

    /// <summary>Whether there is a policy of a name; null when the database does not say so within a second.</summary>
    public async Task<bool?> KnowsPolicyAsync(string name, CancellationToken token)
    {
        try
        {
            // The driver ends a query that is cancelled only when the server answers to that, so this does not wait for it either.
            return (await source.QueryAsync(SelectPolicy, new { name }, token).WaitAsync(Patience, time, token)).Count > 0;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }
}

/// <summary>A policy that there is.</summary>
internal sealed record KnownPolicyRow
{
    public string Name { get; init; } = "";
}
