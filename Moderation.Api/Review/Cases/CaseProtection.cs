using Moderation.Api.Database;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing.Protection;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Finds whether what a case is about is protected, as it stands now and not as it stood when the case was opened.</summary>
internal static class CaseProtection
{
    // The account that the case names, that of the person on screen it names, and the host's, whom an order over the live touches.
    private const string Select =
        $"""
        with account (user_id, is_subject) as (
          select @userId::text, true
          union all
          select p ->> 'userId', p ->> 'participantId' = @participantId or @isLive
          from live l cross join lateral jsonb_array_elements(l.participants) p
          where l.live_id = @liveId and (p ->> 'role' = 'host' or p ->> 'participantId' = @participantId))
        select s.user_id, s.kind, s.reason, s.added_by, s.added_at, s.until_at, bool_or(coalesce(a.is_subject, false)) as is_subject
        from account a
        join protected_subject s on s.user_id = a.user_id and (s.until_at is null or s.until_at > @now)
        group by s.user_id
        order by is_subject desc, s.user_id
        """;

    private static readonly SqlQuery<CaseProtectionRow> SelectProtected = new(Select);

    private static readonly SqlQuery<CountedRow> CountProposing = new(
        """
        select count(*) as count
        from review_case_report m
        join report r on r.report_id = m.report_id
        where m.case_id = @caseId and m.number > @after and jsonb_array_length(r.proposes) > 0
        """);

    /// <summary>Why the subject of a case is protected; null where it is not.</summary>
    public static async Task<ProtectionRow?> FindAsync(NpgsqlDataSource source, CaseRow row, DateTimeOffset now, CancellationToken token) =>
        (await source.QueryAsync(SelectProtected, Parameters(row, now), token)).FirstOrDefault(found => found.IsSubject)?.ToRow();

    /// <summary>Whether a verdict leads to an order that takes two people, one of them a senior.</summary>
    public static async Task<bool> CoversAsync(NpgsqlTransaction transaction, CaseRow row, VerdictRequest said, DateTimeOffset now, CancellationToken token)
    {
        if (said.Kind != VerdictKind.Confirmed)
            return false;
        var found = await transaction.QueryAsync(SelectProtected, Parameters(row, now), token);
        if (found.Count == 0)
            return false;
        var given = said.Actions.Where(action => action.Do != VerdictActionKind.Lift).ToList();
        // The order by hand in a case that only flags opened is over the live.
        var isLiveTouched = given.Exists(action => action.Kind is { } kind && ProtectionRule.TouchesLive(kind)) || (row.FlagTarget is not null && given.Count > 0);
        var isTouched = found.Any(account => account.IsSubject) || isLiveTouched;
        return isTouched && (given.Count > 0 || (await transaction.QueryAsync(CountProposing, new { row.CaseId, after = row.DecidedCount }, token)).Single().Count > 0);
    }

    private static object Parameters(CaseRow row, DateTimeOffset now) =>
        new { userId = row.SubjectUserId, row.ParticipantId, row.LiveId, isLive = row.SubjectKind == WireWord.From(SubjectKind.Live), now };
}

/// <summary>A protected account that a case touches.</summary>
internal sealed record CaseProtectionRow
{
    public string UserId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Reason { get; init; } = "";

    public string AddedBy { get; init; } = "";

    public DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UntilAt { get; init; }

    public bool IsSubject { get; init; }

    public ProtectionRow ToRow() => new() { UserId = UserId, Kind = Kind, Reason = Reason, AddedBy = AddedBy, AddedAt = AddedAt, UntilAt = UntilAt };
}
