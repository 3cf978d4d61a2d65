using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Flags;

/// <summary>Marks the flags that are over their flaggers' limits, in the transaction that stores them.</summary>
internal sealed class FlagLimiter(IOptions<FlagOptions> options)
{
    // An account flags in many lives, which several processes read at once: each waits for whoever counts the same account. In one order, so that nobody waits for each other.
    private static readonly SqlStatement Lock = new(
        """
        select pg_advisory_xact_lock(@space, k.key)
        from (select distinct hashtext(u.user_id) as key from unnest(@users::text[]) as u (user_id) order by 1) k
        """);

    private static readonly SqlQuery<CountedFlagRow> SelectCounted = new(
        """
        select f.live_id, f.flag_id, f.flagger_id, f.trusted, f.occurred_at
        from unnest(@flagger::text[], @trusted::boolean[], @since::timestamptz[]) as h (flagger_id, trusted, since)
        join flag f on f.flagger_id = h.flagger_id and f.occurred_at >= h.since and f.occurred_at < h.since + @window and not f.is_over_limit and f.trusted = h.trusted
        """);

    private static readonly SqlStatement MarkOver = new(
        """
        update flag f set is_over_limit = true
        from unnest(@liveId::text[], @flagId::text[]) as o (live_id, flag_id)
        where f.live_id = o.live_id and f.flag_id = o.flag_id
        """);

    // Names what is locked, so that nothing else in the database waits for it.
    private const int Space = 0x666C6167;

    private readonly FlagLimits _limits = options.Value.ToLimits();

    /// <summary>Lets nobody else count what these accounts flag until the transaction ends. Comes before the flags are stored.</summary>
    public static Task LockAsync(NpgsqlTransaction transaction, IEnumerable<FlagRecord> flags, CancellationToken token) =>
        transaction.ExecuteAsync(Lock, new { space = Space, users = flags.Select(flag => flag.FlaggerId.Value).Distinct().ToArray() }, token);

    /// <summary>Marks what went over the limit because flags came: some of them, or others that were raised later and came before.</summary>
    /// <param name="transaction">The transaction that has stored them.</param>
    /// <param name="added">The flags that came.</param>
    /// <param name="token">Ends the work.</param>
    /// <returns>What counted until now, or would have, and does not.</returns>
    public async Task<IReadOnlyList<CountedFlag>> MarkAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> added, CancellationToken token)
    {
        var hours = added.Where(flag => _limits.Of(flag.Trusted) is not null).Select(flag => (flag.FlaggerId, flag.Trusted, Since: FlagLimit.HourOf(flag.At))).Distinct().ToList();
        if (hours.Count == 0)
            return [];
        var rows = await transaction.QueryAsync(
            SelectCounted,
            new
            {
                flagger = hours.Select(hour => hour.FlaggerId.Value).ToArray(), trusted = hours.Select(hour => hour.Trusted).ToArray(),
                since = hours.Select(hour => hour.Since).ToArray(), window = FlagLimit.Window,
            },
            token);
        var over = FlagLimit.Over(rows.Select(row => row.ToFlag()), _limits);
        if (over.Count > 0)
            await transaction.ExecuteAsync(MarkOver, new { liveId = over.Select(flag => flag.LiveId.Value).ToArray(), flagId = over.Select(flag => flag.FlagId).ToArray() }, token);
        return over;
    }
}

/// <summary>A flag that counts.</summary>
internal sealed record CountedFlagRow
{
    public string LiveId { get; init; } = "";

    public string FlagId { get; init; } = "";

    public string FlaggerId { get; init; } = "";

    public bool Trusted { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public CountedFlag ToFlag() => new(Core.Subjects.LiveId.Parse(LiveId), FlagId, UserId.Parse(FlaggerId), Trusted, OccurredAt);
}
