using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Api.Projections;
using Moderation.Api.Review.Audit;
using Moderation.Core.Subjects;
using Npgsql;

namespace Moderation.Api.Standing.Protection;

/// <summary>Keeps whom the platform protects. A change, its entry in the audit log and the mark that has the deciders told are one transaction.</summary>
internal sealed class ProtectionStore(NpgsqlDataSource source, AuditLog audit, ProjectionNews news)
{
    private static readonly SqlQuery<ProtectionRow> SelectPage = new(
        $"""
        select {ProtectionRow.Columns}
        from protected_subject
        where (@cursorAt::timestamptz is null or (added_at, user_id) < (@cursorAt, @cursorId))
        order by added_at desc, user_id desc
        limit @limit
        """);

    private static readonly SqlStatement Upsert = new(
        """
        insert into protected_subject (user_id, kind, reason, added_by, added_at, until_at) values (@userId, @kind, @reason, @addedBy, @addedAt, @untilAt)
        on conflict (user_id) do update
        set kind = excluded.kind, reason = excluded.reason, added_by = excluded.added_by, added_at = excluded.added_at, until_at = excluded.until_at
        """);

    private static readonly SqlStatement Delete = new("delete from protected_subject where user_id = @userId");

    /// <summary>A page, newest first, those whose time is over included, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ProtectionRow>> PageAsync(Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 }, token);

    /// <summary>Protects somebody, or says anew why and until when.</summary>
    public Task PutAsync(ProtectionRow row, CancellationToken token) => ChangeAsync(
        Upsert, row, new AuditEvent("subject.protected", row.AddedBy, row.UserId, new { row.Kind, row.Reason, until = row.UntilAt }), row.UserId, token);

    /// <summary>Protects somebody no more.</summary>
    /// <returns>False where nobody was protected.</returns>
    public Task<bool> DeleteAsync(UserId user, string actor, CancellationToken token) =>
        ChangeAsync(Delete, new { userId = user.Value }, new AuditEvent("subject.unprotected", actor, user.Value, null), user.Value, token);

    private async Task<bool> ChangeAsync(SqlStatement change, object parameters, AuditEvent told, string user, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await transaction.ExecuteAsync(change, parameters, token) == 0)
            return false;
        await StandingMarks.OfUsersAsync(transaction, [UserId.Parse(user)], token);
        await audit.AppendAsync(transaction, told, token);
        await transaction.CommitAsync(token);
        news.Tell();
        return true;
    }
}
