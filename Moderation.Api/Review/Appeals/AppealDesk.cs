using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Enforcement;
using Moderation.Api.Review.Audit;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Microsoft.Extensions.Options;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Appeals;

/// <summary>Opens a case for an appeal against an order. Whoever decided what the order rests on is not given it.</summary>
internal sealed class AppealDesk(
    NpgsqlDataSource source, ActionStore actions, SecondLooks looks, AppealedEvidence evidence, AuditLog audit, IOptions<ReviewOptions> options, TimeProvider time)
{
    private static readonly SqlQuery<AppealedCaseRow> SelectCase = new(
        """
        select c.case_id, array(select distinct v.reviewer from review_verdict v where v.case_id = c.case_id order by 1) as reviewers
        from review_case c
        where c.case_id = coalesce(
          (select r.case_id from review_case_report r where r.report_id = @report),
          (select v.case_id from review_verdict v join action a on a.verdicts @> jsonb_build_array(v.verdict_id) where a.action_id = @action limit 1))
        """);

    private static readonly SqlStatement Insert = new(
        """
        insert into review_appeal (case_id, action_id, appellant, on_behalf, statement, appealed_at)
        values (@caseId, @action, @appellant, @onBehalf, @statement, @at)
        on conflict (case_id) do nothing
        """);

    private static readonly SqlQuery<AppealRow> SelectAppeal = new(
        """
        select a.case_id, a.action_id, a.appellant, a.on_behalf, a.statement, a.appealed_at, c.due_at, c.outcome, c.closed_at, l.reason_code,
               case when l.note_public then l.note end as note
        from review_appeal a
        join review_case c on c.case_id = a.case_id
        left join lateral (
          select v.reason_code, v.note, v.note_public from review_verdict v where v.case_id = c.case_id and v.outcome is not null order by v.given_at desc limit 1) l on true
        where a.action_id = @action
        """);

    /// <summary>Takes an appeal. Against one order there is one, whoever appeals and how often.</summary>
    /// <returns>The appeal, or why there is none; neither where there is no such order.</returns>
    public async Task<(AppealRow? Appeal, string? Refusal)> AppealAsync(Caller caller, AppealRequest said, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(said.ActionId.Value, token) is { } known)
            return (known, null);
        if (await actions.FindAsync(said.ActionId.Value, now, token) is not { } order)
            return (null, null);
        if (order.Reverses is not null)
            return (null, $"{said.ActionId} takes an order back; there is nothing to appeal against.");
        if (order.ExpiresAt + options.Value.AppealWithin < now)
            return (null, $"{said.ActionId} ended at {order.ExpiresAt:u}, and appeals are taken for {options.Value.AppealWithin.TotalDays:0} days.");
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var about = (await transaction.QueryAsync(SelectCase, new { report = order.ReportId, action = order.ActionId }, token)).SingleOrDefault();
        if (about is null)
            return (null, $"The report behind {said.ActionId} is not here yet. Ask again in some moments.");
        var parent = (await CaseTable.LockAsync(transaction, [about.CaseId], token))[about.CaseId];
        var opened = looks.Open(parent, CaseKind.Appeal, CaseIds.OfAppeal(said.ActionId), CaseOutcome.Upheld, about.Reviewers, about.CaseId) with { ActionId = order.ActionId };
        await CaseTable.InsertAsync(transaction, [opened], token);
        await transaction.ExecuteAsync(
            Insert,
            new { opened.CaseId, action = order.ActionId, appellant = said.AppellantId.Value, onBehalf = said.OnBehalf, statement = said.Statement.Trim(), at = now },
            token);
        await audit.AppendAsync(transaction, new AuditEvent("appeal.opened", caller.Name, opened.CaseId, new { order.ActionId, said.OnBehalf }), token);
        await evidence.KeepAsync(CaseId.Parse(about.CaseId), token);
        await transaction.CommitAsync(token);
        return (await FindAsync(order.ActionId, token), null);
    }

    /// <summary>The appeal against an order; null where there is none.</summary>
    public async Task<AppealRow?> FindAsync(string action, CancellationToken token) => (await source.QueryAsync(SelectAppeal, new { action }, token)).SingleOrDefault();
}

/// <summary>The case behind an order.</summary>
internal sealed record AppealedCaseRow
{
    public string CaseId { get; init; } = "";

    public string[] Reviewers { get; init; } = [];
}

/// <summary>An appeal with what came of it.</summary>
internal sealed record AppealRow
{
    public string CaseId { get; init; } = "";

    public string ActionId { get; init; } = "";

    public string Appellant { get; init; } = "";

    public bool OnBehalf { get; init; }

    public string Statement { get; init; } = "";

    public DateTimeOffset AppealedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public string? Outcome { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ReasonCode { get; init; }

    public string? Note { get; init; }

    public AppealResponse ToResponse() => new()
    {
        CaseId = Core.Subjects.CaseId.Parse(CaseId),
        ActionId = Core.Subjects.ActionId.Parse(ActionId),
        AppealedAt = AppealedAt,
        DecidedBy = DueAt,
        Outcome = Outcome is null ? null : WireWord.Parse<CaseOutcome>(Outcome),
        ReasonCode = Outcome is null ? null : ReasonCode,
        Note = Outcome is null ? null : Note,
        ClosedAt = ClosedAt,
    };
}
