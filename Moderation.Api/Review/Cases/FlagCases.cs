using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Writes flags into cases: where a flag goes, the case that one opens, and what one changes in a case that is there.</summary>
internal sealed class FlagCases(QueueBook queues, TimeProvider time)
{
    /// <summary>Whether the case <c>c</c>, which a report opened, looks at what the flag <c>f</c> is about: the live and its host, the person, or one of the cited lines.</summary>
    public const string LooksAtSame =
        """
        c.flag_target is null
          and (f.target = 'live' and (c.subject_kind = 'live' or c.subject_role = 'host')
               or f.target = 'participant' and c.participant_id = f.target_id
               or f.target = 'message' and exists (
                 select from review_case_report m join report r on r.report_id = m.report_id
                 where m.case_id = c.case_id and jsonb_exists(r.evidence -> 'messageIds', f.target_id)))
        """;

    private static readonly SqlStatement InsertFlags = new(
        """
        insert into review_case_flag (case_id, live_id, flag_id, weight, is_aside)
        select n.case_id, n.live_id, n.flag_id, n.weight, n.is_aside
        from unnest(@caseId::text[], @liveId::text[], @flagId::text[], @weight::double precision[], @isAside::boolean[]) as n (case_id, live_id, flag_id, weight, is_aside)
        order by n.live_id, n.flag_id
        on conflict (live_id, flag_id) do nothing
        """);

    /// <summary>The queue that a flag goes to.</summary>
    public QueueRule Route(FlagRecord flag) => queues.Route(new RoutedCase(CaseKind.Report, "", Urgency(flag), [flag.Reason], flag.Trusted));

    /// <summary>Adds flags to their cases, and opens those that are not there.</summary>
    /// <returns>The flags that have a case now.</returns>
    public async Task<IReadOnlyList<PlacedFlag>> WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<PlacedFlag> placed, CancellationToken token)
    {
        var lives = await CaseIntake.LivesAsync(transaction, placed.Select(one => one.Flag.LiveId.Value), token);
        var known = await CaseTable.LockAsync(transaction, placed.Select(one => one.CaseId), token);
        var rows = new Dictionary<string, CaseRow>(known);
        var written = new List<PlacedFlag>();
        foreach (var one in placed)
        {
            var row = rows.GetValueOrDefault(one.CaseId);
            // Somebody may have decided the case since it was looked up.
            if (one.OnlyIfOpen && row is not { Outcome: null })
                continue;
            rows[one.CaseId] = row is null ? Open(one, lives.GetValueOrDefault(one.Flag.LiveId.Value)) : Add(row, one);
            written.Add(one);
        }

        await CaseTable.InsertAsync(transaction, [.. rows.Values.Where(row => !known.ContainsKey(row.CaseId)).Select(row => row.Ranked())], token);
        await CaseTable.UpdateAsync(transaction, [.. rows.Values.Where(row => known.ContainsKey(row.CaseId)).Select(row => row.Ranked())], token);
        await transaction.ExecuteAsync(
            InsertFlags,
            new
            {
                caseId = written.Select(one => one.CaseId).ToArray(),
                liveId = written.Select(one => one.Flag.LiveId.Value).ToArray(),
                flagId = written.Select(one => one.Flag.FlagId).ToArray(),
                weight = written.Select(one => one.Weight).ToArray(),
                isAside = written.Select(one => one.IsAside).ToArray(),
            },
            token);
        return written;
    }

    private static ReportPriority Urgency(FlagRecord flag) => flag.Trusted ? ReportPriority.High : ReportPriority.Normal;

    private CaseRow Open(PlacedFlag placed, LiveFactsRow? live)
    {
        var flag = placed.Flag;
        var queue = Route(flag);
        // What is aside does not say what its case is about.
        var (target, targetId) = placed.IsAside ? (FlagTarget.Live, null) : (flag.Target, flag.TargetId);
        var isPerson = target == FlagTarget.Participant;
        return CaseRow.Opened(
            CaseId.Parse(placed.CaseId), CaseKind.Report, queue, flag.LiveId.Value, live, queue.Jumps ? ReportPriority.Urgent : Urgency(flag), CaseIntake.NotAhead(flag.At, time)) with
        {
            SubjectKind = WireWord.From(isPerson ? SubjectKind.Participant : SubjectKind.Live),
            ParticipantId = isPerson ? targetId : null,
            FlagTarget = WireWord.From(target),
            FlagTargetId = targetId,
            FlagCount = 1,
            FlagWeight = placed.Weight,
        };
    }

    private CaseRow Add(CaseRow row, PlacedFlag placed)
    {
        var counted = row with { FlagCount = row.FlagCount + 1, FlagWeight = row.FlagWeight + placed.Weight };
        if (row.Outcome is null)
            return counted;
        // It was decided: whoever flags it now has seen something since, and the time to look begins anew.
        var at = CaseIntake.NotAhead(placed.Flag.At, time);
        return (counted.With(CaseDesk.Attach(row.ToCase(), 1), at) with { FlagWeight = placed.Weight }).OpenedAgain(at, queues.Within(row.Queue, row.Facts.Urgency));
    }
}

/// <summary>A flag with its case.</summary>
/// <param name="CaseId">The case; it is opened where there is none.</param>
/// <param name="Flag">The flag.</param>
/// <param name="Weight">What it weighs there.</param>
/// <param name="IsAside">Whether the case is about something else in the same live.</param>
/// <param name="OnlyIfOpen">Whether it neither opens the case nor opens it again.</param>
internal sealed record PlacedFlag(string CaseId, FlagRecord Flag, double Weight, bool IsAside = false, bool OnlyIfOpen = false);
