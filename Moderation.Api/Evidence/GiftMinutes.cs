using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Reads what was sent in a live, minute by minute.</summary>
internal sealed class GiftMinutes(NpgsqlDataSource source)
{
    // A day of minutes and more; whoever needs all of a longer live reads its gifts.
    private const int MostMinutes = 1500;

    private static readonly SqlQuery<GiftMinuteRow> SelectSent = new(
        """
        select date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(coins)::bigint as coins, sum(amount_minor)::bigint as amount_minor, count(*) as gifts
        from gift
        where live_id = @liveId and event = 'sent' and (@payerId::text is null or payer_id = @payerId)
        group by 1, 2
        order by 1 desc, 2
        limit @limit
        """);

    /// <summary>Minutes in which gifts were sent, oldest first, the newest 1,500; a minute with two currencies is there twice.</summary>
    /// <param name="liveId">The live.</param>
    /// <param name="payerId">Only of this payer; null is of everybody.</param>
    /// <param name="token">Ends the query.</param>
    public async Task<IReadOnlyList<GiftMinuteRow>> ReadAsync(string liveId, string? payerId, CancellationToken token) =>
        [.. (await source.QueryAsync(SelectSent, new { liveId, payerId, limit = MostMinutes }, token)).Reverse()];
}

/// <summary>What was sent in one minute and currency.</summary>
internal sealed record GiftMinuteRow
{
    public DateTimeOffset Minute { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "";

    public long Coins { get; init; }

    /// <summary>In the currency's minor unit.</summary>
    public long AmountMinor { get; init; }

    public long Gifts { get; init; }
}
