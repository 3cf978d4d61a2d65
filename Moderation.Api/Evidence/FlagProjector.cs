using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Flags;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Keeps every flag once, also those that are over their flaggers' limits.</summary>
internal sealed class FlagProjector(FlagLimiter limiter, FlagIntake cases, FlagsOverLimit beyond) : Projector<FlagRecord>(TopicNames.Flags, WireJson.Default.FlagRecord)
{
    private static readonly SqlQuery<NewFlagRow> Insert = new(
        """
        insert into flag (live_id, flag_id, occurred_at, target, target_id, reason, flagger_id, trusted)
        select n.live_id, n.flag_id, n.occurred_at, n.target, n.target_id, n.reason, n.flagger_id, n.trusted
        from unnest(
            @liveId::text[], @flagId::text[], @occurredAt::timestamptz[], @target::text[], @targetId::text[], @reason::text[],
            @flaggerId::text[], @trusted::boolean[])
          as n (live_id, flag_id, occurred_at, target, target_id, reason, flagger_id, trusted)
        order by n.live_id, n.flag_id
        on conflict (live_id, flag_id) do nothing
        returning live_id, flag_id
        """);

    protected override LiveId LiveOf(FlagRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<FlagRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        await FlagLimiter.LockAsync(transaction, records, token);
        var news = await InsertAsync(transaction, records, token);
        var over = (await limiter.MarkAsync(transaction, news, token)).ToDictionary(flag => (flag.LiveId, flag.FlagId));
        await cases.TakeAsync(transaction, [.. news.Where(record => !over.ContainsKey((record.LiveId, record.FlagId)))], token);
        await beyond.TakeAsync(transaction, [.. news.Where(record => over.ContainsKey((record.LiveId, record.FlagId)))], token);
        await FlagsOverLimit.TakeWeightsAsync(transaction, over.Values, token);
        // A flag alone changes nothing; one that comes after the verdict on its live does, and so does one that counts no more.
        await StandingMarks.OfFlaggersAsync(
            transaction, [.. records.Select(r => r.LiveId), .. over.Values.Select(flag => flag.LiveId)], records.Select(r => r.FlaggerId), token);
    }

    /// <summary>Stores what is not there, and says what that was.</summary>
    private static async Task<IReadOnlyList<FlagRecord>> InsertAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> records, CancellationToken token)
    {
        var added = await transaction.QueryAsync(
            Insert,
            new
            {
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                flagId = records.Select(r => r.FlagId).ToArray(),
                occurredAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                target = records.Select(r => WireWord.From(r.Target)).ToArray(),
                targetId = records.Select(r => r.TargetId).ToArray(),
                reason = records.Select(r => r.Reason).ToArray(),
                flaggerId = records.Select(r => r.FlaggerId.Value).ToArray(),
                trusted = records.Select(r => r.Trusted).ToArray(),
            },
            token);
        var ids = added.Select(row => (row.LiveId, row.FlagId)).ToHashSet();
        return [.. records.DistinctBy(record => (record.LiveId, record.FlagId)).Where(record => ids.Contains((record.LiveId.Value, record.FlagId)))];
    }
}

/// <summary>A flag that was not there before.</summary>
internal sealed record NewFlagRow
{
    public string LiveId { get; init; } = "";

    public string FlagId { get; init; } = "";
}
