using Moderation.Api.Database;
using Moderation.Api.Review.Audit;
using Moderation.Core.Review;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Sends cases whose time is up, and that nobody holds, to senior reviewers, where their queue says so. Run twice it does nothing more.</summary>
internal sealed class CaseEscalation(NpgsqlDataSource source, QueueBook queues, AuditLog audit, TimeProvider time)
{
    /// <summary>Who it is in the audit log.</summary>
    public const string Actor = "service:deadlines";

    private const int MostAtOnce = 500;

    private static readonly SqlQuery<OverdueRow> SelectOverdue = new(
        """
        select case_id
        from review_case
        where outcome is null and queue = any(@queues) and due_at <= @now and escalated_at is null and (lease_until is null or lease_until <= @now)
        order by due_at, case_id
        limit @limit
        for update skip locked
        """);

    /// <summary>Escalates what is due.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var escalating = queues.Queues.Where(queue => queue.EscalateWhenDue).Select(queue => queue.Name).ToArray();
        var total = 0;
        int escalated;
        do
        {
            await using var connection = await source.OpenConnectionAsync(token);
            await using var transaction = await connection.BeginTransactionAsync(token);
            var now = time.GetUtcNow();
            var due = await transaction.QueryAsync(SelectOverdue, new { queues = escalating, now, limit = MostAtOnce }, token);
            var rows = await CaseTable.LockAsync(transaction, due.Select(row => row.CaseId), token);
            await CaseTable.UpdateAsync(
                transaction, [.. rows.Values.Select(row => row with { NeedsSenior = true, EscalatedAt = now, Version = row.Version + 1, LeaseReviewer = null, LeaseSince = null, LeaseUntil = null })], token);
            foreach (var row in rows.Values)
                await audit.AppendAsync(transaction, new AuditEvent("case.overdue", Actor, row.CaseId, new { row.Queue, row.DueAt }), token);
            await transaction.CommitAsync(token);
            escalated = rows.Count;
            total += escalated;
        }
        while (escalated == MostAtOnce);

        return total;
    }
}

/// <summary>A case whose time is up.</summary>
internal sealed record OverdueRow
{
    public string CaseId { get; init; } = "";
}
