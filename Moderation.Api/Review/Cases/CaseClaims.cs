using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Review.Audit;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Gives cases to reviewers and takes them back. What a case comes to is decided by <see cref="CaseDesk"/>; here the row is locked, changed, and the change written down.</summary>
internal sealed class CaseClaims(NpgsqlDataSource source, ReviewerCare care, AuditLog audit, IOptions<ReviewOptions> options, ReviewMetrics metrics, TimeProvider time)
{
    private const string IsFree =
        """
        (lease_until is null or lease_until <= @now) and not @reviewer = any(excluded) and not @reviewer = any(skipped)
                and (not needs_senior or @isSenior) and not verdicts @> jsonb_build_array(jsonb_build_object('reviewer', @reviewer::text))
        """;

    // Several ask at once; each finds the first that no other has locked. A few deep is enough nearly always, and whoever finds all of those locked looks deeper.
    private static readonly SqlQuery<CaseRow> SelectNext = Next("8");
    private static readonly SqlQuery<CaseRow> SelectDeeper = Next("200");

    private static readonly SqlQuery<TransferRow> SelectAccount = new(
        "select account_id, roles from access_account where lower(name) = lower(@name) and disabled_at is null");

    /// <summary>Gives the caller the case that should come next, out of the given queues; null where there is none.</summary>
    public async Task<CaseRow?> ClaimNextAsync(Caller caller, IReadOnlyCollection<string> queues, CancellationToken token)
    {
        var (now, reviewer) = (time.GetUtcNow(), ToReviewer(caller));
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await FindNextAsync(transaction, reviewer, queues, now, token) is not { } row || CaseDesk.Claim(row.ToCase(), reviewer, now, options.Value.ClaimLease) is not { IsDone: true } step)
            return null;
        return await CommitAsync(transaction, caller, row, step, new AuditEvent("case.claimed", caller.Name, row.CaseId, new { step.Case.Version }), now, token);
    }

    /// <summary>Gives the caller this case.</summary>
    public Task<CaseChange> ClaimAsync(Caller caller, string id, CancellationToken token) => ChangeAsync(
        caller, id, "case.claimed", null, (before, now) => CaseDesk.Claim(before, ToReviewer(caller), now, options.Value.ClaimLease), token);

    /// <summary>Keeps a claim alive. It is no event, since it changes nothing of who may decide.</summary>
    public Task<CaseChange> HeartbeatAsync(Caller caller, string id, long version, CancellationToken token) => ChangeAsync(
        caller, id, null, null, (before, now) => CaseDesk.Heartbeat(before, caller.Pseudonym, version, now, options.Value.ClaimLease), token);

    /// <summary>Puts a case back.</summary>
    public Task<CaseChange> ReleaseAsync(Caller caller, string id, long version, CancellationToken token) => ChangeAsync(
        caller, id, "case.released", null, (before, now) => CaseDesk.Release(before, caller.Pseudonym, version, now), token);

    /// <summary>Puts a case back, which the caller is not given again.</summary>
    public Task<CaseChange> SkipAsync(Caller caller, string id, long version, string reason, CancellationToken token) => ChangeAsync(
        caller, id, "case.skipped", new { reason }, (before, now) => CaseDesk.Skip(before, caller.Pseudonym, version, now), token);

    /// <summary>Puts a case back for a senior.</summary>
    public Task<CaseChange> EscalateAsync(Caller caller, string id, long version, string reason, CancellationToken token) => ChangeAsync(
        caller, id, "case.escalated", new { reason }, (before, now) => CaseDesk.Escalate(before, caller.Pseudonym, version, now), token);

    /// <summary>Gives a case to somebody else, by the name of the account; null where there is no such account.</summary>
    public async Task<CaseChange?> TransferAsync(Caller caller, string id, long version, string to, CancellationToken token)
    {
        if ((await source.QueryAsync(SelectAccount, new { name = to }, token)).SingleOrDefault() is not { } account)
            return null;
        var permissions = RolePermissions.Of(StoredRoles.Read(account.Roles));
        if (!permissions.Contains(Permission.DecideCases))
            return null;
        var receiver = new Reviewer(Pseudonym.Of(account.AccountId), permissions.Contains(Permission.SeniorReview));
        return await ChangeAsync(
            caller, id, "case.transferred", new { to = receiver.Name },
            (before, now) => CaseDesk.Transfer(before, caller.Pseudonym, version, receiver, now, options.Value.ClaimLease), token);
    }

    private static async Task<CaseRow?> FindNextAsync(NpgsqlTransaction transaction, Reviewer reviewer, IEnumerable<string> queues, DateTimeOffset now, CancellationToken token)
    {
        var asked = new { queues = queues.ToArray(), now, reviewer = reviewer.Name, isSenior = reviewer.IsSenior };
        return (await transaction.QueryAsync(SelectNext, asked, token)).SingleOrDefault() ?? (await transaction.QueryAsync(SelectDeeper, asked, token)).SingleOrDefault();
    }

    /// <summary>The first free case that nobody else has locked. One after another is locked in their order until one is, so no more is read than needed; the condition is asked again of the locked row, which may have changed since it was found.</summary>
    private static SqlQuery<CaseRow> Next(string depth) => new(
        $"""
        {CaseOrder.Candidates(IsFree, depth)}
        select {CaseTable.Columns}
        from (select id from candidate order by band, place, id) ordered
        cross join lateral (
          select * from review_case
          where case_id = ordered.id and outcome is null and {IsFree}
          for update skip locked) c
        limit 1
        """);

    private static Reviewer ToReviewer(Caller caller) => new(caller.Pseudonym, caller.Holds(Permission.SeniorReview));

    private async Task<CaseChange> ChangeAsync(
        Caller caller, string id, string? kind, object? detail, Func<ReviewCase, DateTimeOffset, CaseStep> change, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var row = (await CaseTable.LockAsync(transaction, [id], token)).GetValueOrDefault(id);
        if (row is null || !care.MayTake(caller, row.Queue))
            return new CaseChange(null, null);
        var now = time.GetUtcNow();
        var step = change(row.ToCase(), now);
        if (step.Refusal is { } refusal)
            return new CaseChange(row, refusal);
        return new CaseChange(await CommitAsync(transaction, caller, row, step, kind is null ? null : new AuditEvent(kind, caller.Name, id, detail), now, token), null);
    }

    private async Task<CaseRow> CommitAsync(
        NpgsqlTransaction transaction, Caller caller, CaseRow row, CaseStep step, AuditEvent? told, DateTimeOffset now, CancellationToken token)
    {
        var changed = row.With(step.Case, now);
        await CaseTable.UpdateAsync(transaction, [changed], token);
        if (told is not null)
            await audit.AppendAsync(transaction, told, token);
        var isNewClaim = changed.LeaseReviewer == caller.Pseudonym && changed.Version > row.Version;
        if (isNewClaim)
            await ReviewerCare.NoteAsync(transaction, caller.Pseudonym, row, now, token);
        await transaction.CommitAsync(token);
        if (isNewClaim)
            metrics.Claimed(row.Queue, now - row.OpenedAt);
        return changed;
    }
}

/// <summary>What became of an attempt to change a case.</summary>
/// <param name="Row">The case afterwards; null where there is none that the caller may see.</param>
/// <param name="Refusal">Why it was not changed; null when it was.</param>
internal readonly record struct CaseChange(CaseRow? Row, CaseRefusal? Refusal);

/// <summary>An account that a case is given to.</summary>
internal sealed record TransferRow
{
    public string AccountId { get; init; } = "";

    public string[] Roles { get; init; } = [];
}
