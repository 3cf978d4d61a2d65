using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Adds flags that count to the cases that look at the same thing, and opens cases for what nobody looks at yet, in the transaction that stores the flags.</summary>
internal sealed class FlagIntake(FlagCases cases)
{
    private static readonly SqlQuery<FlaggedCaseRow> SelectOpen = new(
        $"""
        select distinct on (f.live_id, f.flag_id) f.live_id, f.flag_id, c.case_id
        from unnest(@liveId::text[], @flagId::text[], @target::text[], @targetId::text[]) as f (live_id, flag_id, target, target_id)
        join review_case c on c.live_id = f.live_id and c.outcome is null and c.kind = 'report' and {FlagCases.LooksAtSame}
        order by f.live_id, f.flag_id, c.rank desc, c.case_id
        """);

    private static readonly SqlQuery<FlaggerRow> SelectFlaggers = new("select user_id, content from standing where user_id = any(@users)");

    // Who flagged beyond a limit has said nothing that counts.
    private static readonly SqlQuery<CaseFlaggerRow> SelectCaseFlaggers = new(
        """
        select m.case_id, f.flagger_id from review_case_flag m join flag f on f.live_id = m.live_id and f.flag_id = m.flag_id
        where m.case_id = any(@ids) and not f.is_over_limit
        """);

    /// <summary>Takes in flags that were not stored before.</summary>
    public async Task TakeAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token)
    {
        if (flags.Count == 0)
            return;
        var weights = await WeightsAsync(transaction, flags, token);
        var placed = await PlaceAsync(transaction, flags, token);
        var flaggers = (await transaction.QueryAsync(SelectCaseFlaggers, new { ids = placed.Values.Distinct().ToArray() }, token))
            .Select(row => (row.CaseId, row.FlaggerId)).ToHashSet();
        // Whoever flags the same thing twice says it once.
        await cases.WriteAsync(
            transaction, [.. flags.Select(flag => new PlacedFlag(placed[flag], flag, flaggers.Add((placed[flag], flag.FlaggerId.Value)) ? weights(flag) : 0))], token);
    }

    private static async Task<Func<FlagRecord, double>> WeightsAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token)
    {
        var users = flags.Select(flag => flag.FlaggerId.Value).Distinct().ToArray();
        var records = (await transaction.QueryAsync(SelectFlaggers, new { users }, token)).ToDictionary(
            row => row.UserId, row => JsonSerializer.Deserialize(row.Content, WireJson.Default.StandingRecord)?.Flagging);
        return flag => FlagTrust.Weight(records.GetValueOrDefault(flag.FlaggerId.Value), flag.Trusted);
    }

    /// <summary>The case of each flag: one that looks at the same already, else one of its own.</summary>
    private async Task<Dictionary<FlagRecord, string>> PlaceAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token)
    {
        var open = (await transaction.QueryAsync(
            SelectOpen,
            new
            {
                liveId = flags.Select(flag => flag.LiveId.Value).ToArray(),
                flagId = flags.Select(flag => flag.FlagId).ToArray(),
                target = flags.Select(flag => WireWord.From(flag.Target)).ToArray(),
                targetId = flags.Select(flag => flag.TargetId).ToArray(),
            },
            token)).ToDictionary(row => (row.LiveId, row.FlagId), row => row.CaseId);
        // Somebody in danger is not one flag more in a case that waits its turn.
        return flags.ToDictionary(
            flag => flag,
            flag => cases.Route(flag) is var queue && !queue.Jumps && open.TryGetValue((flag.LiveId.Value, flag.FlagId), out var id) ? id : CaseIds.OfFlag(flag, queue.Name).Value);
    }
}

/// <summary>A case that looks at what a flag is about.</summary>
internal sealed record FlaggedCaseRow
{
    public string LiveId { get; init; } = "";

    public string FlagId { get; init; } = "";

    public string CaseId { get; init; } = "";
}

/// <summary>What was published of a flagger.</summary>
internal sealed record FlaggerRow
{
    public string UserId { get; init; } = "";

    public string Content { get; init; } = "";
}

/// <summary>Who flagged in a case.</summary>
internal sealed record CaseFlaggerRow
{
    public string CaseId { get; init; } = "";

    public string FlaggerId { get; init; } = "";
}
