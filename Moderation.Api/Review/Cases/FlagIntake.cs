using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Adds flags to the cases that look at the same thing, and opens cases for what nobody looks at yet, in the transaction that stores the flags.</summary>
internal sealed class FlagIntake(QueueBook queues, TimeProvider time)
{
    // What a flag is about is what a report is about: the live and its host, the person, or one of the cited lines.
    private static readonly SqlQuery<FlaggedCaseRow> SelectOpen = new(
        """
        select distinct on (f.live_id, f.flag_id) f.live_id, f.flag_id, c.case_id
        from unnest(@liveId::text[], @flagId::text[], @target::text[], @targetId::text[]) as f (live_id, flag_id, target, target_id)
        join review_case c on c.live_id = f.live_id and c.outcome is null and c.kind = 'report' and c.flag_target is null
          and (f.target = 'live' and (c.subject_kind = 'live' or c.subject_role = 'host')
               or f.target = 'participant' and c.participant_id = f.target_id
               or f.target = 'message' and exists (
                 select from review_case_report m join report r on r.report_id = m.report_id
                 where m.case_id = c.case_id and jsonb_exists(r.evidence -> 'messageIds', f.target_id)))
        order by f.live_id, f.flag_id, c.rank desc, c.case_id
        """);

    private static readonly SqlQuery<FlaggerRow> SelectFlaggers = new("select user_id, content from standing where user_id = any(@users)");

    private static readonly SqlQuery<CaseFlaggerRow> SelectCaseFlaggers = new(
        "select m.case_id, f.flagger_id from review_case_flag m join flag f on f.live_id = m.live_id and f.flag_id = m.flag_id where m.case_id = any(@ids)");

    private static readonly SqlStatement InsertFlags = new(
        """
        insert into review_case_flag (case_id, live_id, flag_id, weight)
        select n.case_id, n.live_id, n.flag_id, n.weight
        from unnest(@caseId::text[], @liveId::text[], @flagId::text[], @weight::double precision[]) as n (case_id, live_id, flag_id, weight)
        order by n.live_id, n.flag_id
        on conflict (live_id, flag_id) do nothing
        """);

    /// <summary>Takes in flags that were not stored before.</summary>
    public async Task TakeAsync(NpgsqlTransaction transaction, IReadOnlyList<FlagRecord> flags, CancellationToken token)
    {
        if (flags.Count == 0)
            return;
        var weights = await WeightsAsync(transaction, flags, token);
        var placed = await PlaceAsync(transaction, flags, token);
        var lives = await CaseIntake.LivesAsync(transaction, flags.Select(flag => flag.LiveId.Value), token);
        var known = await CaseTable.LockAsync(transaction, placed.Values, token);
        var flaggers = (await transaction.QueryAsync(SelectCaseFlaggers, new { ids = placed.Values.Distinct().ToArray() }, token))
            .Select(row => (row.CaseId, row.FlaggerId)).ToHashSet();
        var rows = new Dictionary<string, CaseRow>(known);
        var written = new List<(string Case, FlagRecord Flag, double Weight)>();
        foreach (var flag in flags)
        {
            var id = placed[flag];
            // Whoever flags the same thing twice says it once.
            var weight = flaggers.Add((id, flag.FlaggerId.Value)) ? weights(flag) : 0;
            rows[id] = rows.TryGetValue(id, out var row) ? Add(row, flag, weight) : Open(CaseId.Parse(id), flag, weight, lives.GetValueOrDefault(flag.LiveId.Value));
            written.Add((id, flag, weight));
        }

        await CaseTable.InsertAsync(transaction, [.. rows.Values.Where(row => !known.ContainsKey(row.CaseId)).Select(row => row.Ranked())], token);
        await CaseTable.UpdateAsync(transaction, [.. rows.Values.Where(row => known.ContainsKey(row.CaseId)).Select(row => row.Ranked())], token);
        await transaction.ExecuteAsync(
            InsertFlags,
            new
            {
                caseId = written.Select(w => w.Case).ToArray(),
                liveId = written.Select(w => w.Flag.LiveId.Value).ToArray(),
                flagId = written.Select(w => w.Flag.FlagId).ToArray(),
                weight = written.Select(w => w.Weight).ToArray(),
            },
            token);
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
            flag => !Route(flag).Jumps && open.TryGetValue((flag.LiveId.Value, flag.FlagId), out var id) ? id : CaseIds.OfFlag(flag, Route(flag).Name).Value);
    }

    private QueueRule Route(FlagRecord flag) => queues.Route(new RoutedCase(CaseKind.Report, "", Urgency(flag), [flag.Reason], flag.Trusted));

    private static ReportPriority Urgency(FlagRecord flag) => flag.Trusted ? ReportPriority.High : ReportPriority.Normal;

    private CaseRow Open(CaseId id, FlagRecord flag, double weight, LiveFactsRow? live)
    {
        var queue = Route(flag);
        var isPerson = flag.Target == FlagTarget.Participant;
        return CaseRow.Opened(
            id, CaseKind.Report, queue, flag.LiveId.Value, live, queue.Jumps ? ReportPriority.Urgent : Urgency(flag), CaseIntake.NotAhead(flag.At, time)) with
        {
            SubjectKind = WireWord.From(isPerson ? SubjectKind.Participant : SubjectKind.Live),
            ParticipantId = isPerson ? flag.TargetId : null,
            FlagTarget = WireWord.From(flag.Target),
            FlagTargetId = flag.TargetId,
            FlagCount = 1,
            FlagWeight = weight,
        };
    }

    private CaseRow Add(CaseRow row, FlagRecord flag, double weight)
    {
        var counted = row with { FlagCount = row.FlagCount + 1, FlagWeight = row.FlagWeight + weight };
        if (row.Outcome is null)
            return counted;
        // It was decided: whoever flags it now has seen something since, and the time to look begins anew.
        var at = CaseIntake.NotAhead(flag.At, time);
        return (counted.With(CaseDesk.Attach(row.ToCase(), 1), at) with { FlagWeight = weight }).OpenedAgain(at, queues.Within(row.Queue, row.Facts.Urgency));
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
