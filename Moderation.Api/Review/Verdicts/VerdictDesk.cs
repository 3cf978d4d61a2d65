using System.Text.Json;
using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Takes verdicts: the case's next state, the verdict, what goes to the deciders and the enforcer, and the case that follows are one transaction.</summary>
internal sealed class VerdictDesk(NpgsqlDataSource source, ReviewerCare care, SecondLooks looks, VerdictTrail trail, TimeProvider time)
{
    private static readonly SqlQuery<VerdictRow> SelectOne = new($"select {VerdictRow.Columns} from review_verdict where verdict_id = @id");

    private static readonly SqlStatement Insert = new(
        """
        insert into review_verdict
          (verdict_id, case_id, reviewer, claimed_at, given_at, kind, reason_code, ground, note, note_public, actions, first_seen, last_seen, outcome)
        values
          (@verdictId, @caseId, @reviewer, @claimedAt, @givenAt, @kind, @reasonCode, @ground, @note, @notePublic, @actions::jsonb, @firstSeen, @lastSeen, @outcome)
        """);

    /// <summary>Takes a verdict. The same verdict twice is one.</summary>
    public async Task<VerdictChange> DecideAsync(Caller caller, string id, VerdictRequest said, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var row = (await CaseTable.LockAsync(transaction, [id], token)).GetValueOrDefault(id);
        if (row is null || !care.MayTake(caller, row.Queue))
            return default;
        var (now, verdictId) = (time.GetUtcNow(), IdOf(id, said.Version, caller.Pseudonym));
        if ((await transaction.QueryAsync(SelectOne, new { id = verdictId }, token)).SingleOrDefault() is { } given)
            return new VerdictChange(row, given, null, null);
        var isProtected = await CaseProtection.CoversAsync(transaction, row, said, now, token);
        if (await VerdictOrders.FindFaultAsync(transaction, row, said, isProtected, token) is { } fault)
            return new VerdictChange(row, null, null, fault);
        var verdict = new CaseVerdict(verdictId, caller.Pseudonym, now, said.Kind, said.ReasonCode, said.ReportsSeen);
        var before = row.ToCase();
        var step = CaseDesk.Decide(VerdictOrders.WithConfirmations(before, said, isProtected), said.Version, verdict, caller.Holds(Permission.SeniorReview));
        if (step.Refusal is { } refusal)
            return new VerdictChange(row, null, refusal, null);
        // A case that is open again for later reports was closed for those that were seen.
        var outcome = step.Case.Outcome ?? (step.Case.DecidedCount > before.DecidedCount ? OutcomeOf(said.Kind) : null);
        var written = await WriteAsync(transaction, row, before, said, verdict, outcome, token);
        var changed = row.With(step.Case, now);
        await CaseTable.UpdateAsync(transaction, [changed], token);
        var decided = new DecidedCase(row, said, verdict, outcome);
        await VerdictTrail.TellAsync(transaction, decided, token);
        if (outcome is { } ended)
        {
            await VerdictOrders.GiveAsync(transaction, row, said, verdict, token);
            await looks.FollowAsync(transaction, changed, ended, [.. before.Verdicts.Select(v => v.Reviewer), caller.Pseudonym], token);
        }

        await trail.AuditAsync(transaction, caller, decided, token);
        await transaction.CommitAsync(token);
        return new VerdictChange(changed, written, null, null);
    }

    /// <summary>Whoever sends the same verdict again because the answer was lost means the same.</summary>
    private static string IdOf(string caseId, long version, string reviewer) =>
        DerivedId.From<CaseId>("vrd", caseId, version.ToString(System.Globalization.CultureInfo.InvariantCulture), reviewer).Value;

    private static CaseOutcome OutcomeOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Confirmed => CaseOutcome.Upheld,
        VerdictKind.Overturned => CaseOutcome.Overturned,
        _ => CaseOutcome.Undecided,
    };

    private static async Task<VerdictRow> WriteAsync(
        NpgsqlTransaction transaction, CaseRow row, ReviewCase before, VerdictRequest said, CaseVerdict verdict, CaseOutcome? outcome, CancellationToken token)
    {
        var written = new VerdictRow
        {
            VerdictId = verdict.VerdictId,
            CaseId = row.CaseId,
            Reviewer = verdict.Reviewer,
            GivenAt = verdict.At,
            Kind = WireWord.From(verdict.Kind),
            ReasonCode = verdict.ReasonCode,
            Ground = said.Ground,
            Note = said.Note,
            NotePublic = said.NotePublic,
            Actions = JsonSerializer.Serialize(said.Actions, JsonSerializerOptions.Web),
            Outcome = outcome is { } ended ? WireWord.From(ended) : null,
        };
        await transaction.ExecuteAsync(
            Insert,
            new
            {
                written.VerdictId, written.CaseId, written.Reviewer, claimedAt = before.Lease!.ClaimedAt, written.GivenAt, written.Kind, written.ReasonCode, written.Ground,
                written.Note, written.NotePublic, written.Actions, firstSeen = before.DecidedCount + 1, lastSeen = verdict.SeenCount, written.Outcome,
            },
            token);
        return written;
    }
}

/// <summary>What became of a verdict.</summary>
/// <param name="Case">The case; null where there is none that the caller may decide.</param>
/// <param name="Verdict">The verdict; null where it was not taken.</param>
/// <param name="Refusal">Why the case refused it.</param>
/// <param name="Fault">What is wrong with what it does to orders.</param>
internal readonly record struct VerdictChange(CaseRow? Case, VerdictRow? Verdict, CaseRefusal? Refusal, string? Fault);

/// <summary>A verdict with the case as it was before it.</summary>
internal sealed record DecidedCase(CaseRow Before, VerdictRequest Said, CaseVerdict Verdict, CaseOutcome? Outcome);
