using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>What becomes of flags that are over their flaggers' limits, in the transaction that stores them: reviewers can read them in a case that stands open anyway, and they weigh nothing there.</summary>
internal sealed class FlagsOverLimit(FlagCases cases, ReviewMetrics metrics)
{
    // Best a case about the same thing; else one that the flagger's other flags opened in the same live and queue. Where nobody may wait, any that flags opened there.
    private static readonly SqlQuery<JoinedCaseRow> SelectOpen = new(
        $"""
        select distinct on (f.live_id, f.flag_id) f.live_id, f.flag_id, c.case_id, p.place = 'aside' as is_aside
        from unnest(@liveId::text[], @flagId::text[], @flaggerId::text[], @target::text[], @targetId::text[], @queue::text[], @jumps::boolean[])
          as f (live_id, flag_id, flagger_id, target, target_id, queue, jumps)
        join review_case c on c.live_id = f.live_id and c.outcome is null and c.kind = 'report'
        cross join lateral (
          select case
            when not f.jumps and {FlagCases.LooksAtSame} then 'reported'
            when c.queue = f.queue and c.flag_target = f.target and c.flag_target_id is not distinct from f.target_id then 'flagged'
            when c.queue = f.queue and c.flag_target is not null and (f.jumps or exists (
              select from review_case_flag m join flag o on o.live_id = m.live_id and o.flag_id = m.flag_id
              where m.case_id = c.case_id and o.flagger_id = f.flagger_id)) then 'aside'
          end as place) p
        where p.place is not null
        order by f.live_id, f.flag_id, p.place = 'aside', p.place = 'flagged', c.rank desc, c.case_id
        """);

    private static readonly SqlQuery<WeighingFlagRow> SelectWeights = new(
        """
        select m.case_id, m.weight
        from unnest(@liveId::text[], @flagId::text[]) as f (live_id, flag_id)
        join review_case_flag m on m.live_id = f.live_id and m.flag_id = f.flag_id
        where m.weight > 0
        """);

    private static readonly SqlStatement TakeWeights = new(
        """
        update review_case_flag m set weight = 0
        from unnest(@liveId::text[], @flagId::text[]) as f (live_id, flag_id)
        where m.live_id = f.live_id and m.flag_id = f.flag_id
        """);

    /// <summary>Takes in flags that were not stored before.</summary>
    public async Task TakeAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token)
    {
        if (flags.Count == 0)
            return;
        var open = await OpenCasesAsync(transaction, flags, token);
        var placed = new List<PlacedFlag>();
        foreach (var flag in flags)
        {
            var queue = cases.Route(flag);
            if (open.TryGetValue((flag.LiveId.Value, flag.FlagId), out var found))
                placed.Add(new PlacedFlag(found.CaseId, flag, 0, found.IsAside, OnlyIfOpen: !queue.Jumps));
            else if (queue.Jumps)
                // Who may be in danger is looked at, whoever says so and how often; but one look at the live is enough.
                placed.Add(new PlacedFlag(CaseIds.OfFlagsOverLimit(flag.LiveId, queue.Name).Value, flag, 0, IsAside: true));
        }

        var joined = (await cases.WriteAsync(transaction, placed, token)).Select(one => one.Flag).ToHashSet();
        foreach (var flag in flags)
            metrics.FlagOverLimit(flag.Trusted, joined.Contains(flag));
    }

    /// <summary>Takes their weight from flags that counted, until others came that were raised before them. Their cases stay: somebody may hold them.</summary>
    public static async Task TakeWeightsAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CountedFlag> flags, CancellationToken token)
    {
        if (flags.Count == 0)
            return;
        var ids = new { liveId = flags.Select(flag => flag.LiveId.Value).ToArray(), flagId = flags.Select(flag => flag.FlagId).ToArray() };
        var weights = (await transaction.QueryAsync(SelectWeights, ids, token)).ToLookup(row => row.CaseId, row => row.Weight);
        var rows = await CaseTable.LockAsync(transaction, weights.Select(ofCase => ofCase.Key), token);
        await CaseTable.UpdateAsync(
            transaction, [.. rows.Values.Select(row => (row with { FlagWeight = Math.Max(0, row.FlagWeight - weights[row.CaseId].Sum()) }).Ranked())], token);
        await transaction.ExecuteAsync(TakeWeights, ids, token);
    }

    private async Task<Dictionary<(string Live, string Flag), JoinedCaseRow>> OpenCasesAsync(
        NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token) =>
        (await transaction.QueryAsync(
            SelectOpen,
            new
            {
                liveId = flags.Select(flag => flag.LiveId.Value).ToArray(),
                flagId = flags.Select(flag => flag.FlagId).ToArray(),
                flaggerId = flags.Select(flag => flag.FlaggerId.Value).ToArray(),
                target = flags.Select(flag => WireWord.From(flag.Target)).ToArray(),
                targetId = flags.Select(flag => flag.TargetId).ToArray(),
                queue = flags.Select(flag => cases.Route(flag).Name).ToArray(),
                jumps = flags.Select(flag => cases.Route(flag).Jumps).ToArray(),
            },
            token)).ToDictionary(row => (row.LiveId, row.FlagId));
}

/// <summary>A case that stands open, and what a flag has to do with it.</summary>
internal sealed record JoinedCaseRow
{
    public string LiveId { get; init; } = "";

    public string FlagId { get; init; } = "";

    public string CaseId { get; init; } = "";

    public bool IsAside { get; init; }
}

/// <summary>What a flag weighs in its case.</summary>
internal sealed record WeighingFlagRow
{
    public string CaseId { get; init; } = "";

    public double Weight { get; init; }
}
