using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Orders that were released and that the platform has not answered.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="Oldest">The oldest of them, oldest first.</param>
public sealed record OutstandingResponse(long Count, IReadOnlyList<OutstandingOrder> Oldest);

/// <summary>An order that the platform has not answered.</summary>
public sealed record OutstandingOrder
{
    /// <summary>Its id.</summary>
    public string ActionId { get; init; } = "";

    /// <summary>The live.</summary>
    public string LiveId { get; init; } = "";

    /// <summary>What is ordered.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The policy.</summary>
    public string PolicyName { get; init; } = "";

    /// <summary>When it was released to the platform.</summary>
    public DateTimeOffset ReleasedAt { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether somebody was alerted.</summary>
    public bool IsOverdue { get; init; }
}

/// <summary>Reads orders without a receipt.</summary>
internal sealed class OutstandingStore(NpgsqlDataSource source)
{
    private const int Most = 50;

    private static readonly SqlQuery<OutstandingOrder> SelectOldest = new(
        """
        select a.action_id, a.live_id, a.kind, a.policy_name, d.released_at, d.attempts, d.is_overdue
        from action_dispatch d
        join action a on a.action_id = d.action_id
        where d.state = 'released' and d.released_at is not null
        order by d.released_at, a.action_id
        limit @most
        """);

    private static readonly SqlQuery<CountedRow> Count = new("select count(*) as count from action_dispatch where state = 'released' and released_at is not null");

    public async Task<OutstandingResponse> ReadAsync(CancellationToken token) =>
        new((await source.QueryAsync(Count, new { }, token)).Single().Count, await source.QueryAsync(SelectOldest, new { most = Most }, token));
}
