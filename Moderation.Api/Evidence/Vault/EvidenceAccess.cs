using Moderation.Api.Database;
using Moderation.Api.Review.Audit;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Writes down who sees what before they see it, and knows who has seen what.</summary>
internal sealed class EvidenceAccess(NpgsqlDataSource source, AuditLog audit)
{
    private const string ViewedKind = "evidence.viewed.";

    private static readonly SqlQuery<SeenRow> SelectSeen = new(
        "select kind from audit_entry where target = @target and actor = @actor and kind = @kind limit 1");

    /// <summary>Whether somebody has seen an item in one way before.</summary>
    public async Task<bool> HasSeenAsync(string actor, string target, EvidenceView view, CancellationToken token) =>
        (await source.QueryAsync(SelectSeen, new { target, actor, kind = KindOf(view) }, token)).Count > 0;

    /// <summary>Writes down that somebody sees an item; it is durable when this returns.</summary>
    public Task NoteViewAsync(string actor, string target, EvidenceView view, CancellationToken token) =>
        NoteAsync(new AuditEvent(KindOf(view), actor, target, null), token);

    /// <summary>Writes something down; it is durable when this returns.</summary>
    public async Task NoteAsync(AuditEvent e, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await audit.AppendAsync(transaction, e, token);
        await transaction.CommitAsync(token);
    }

    private static string KindOf(EvidenceView view) => ViewedKind + WireWord.From(view);
}

/// <summary>One kind of entry.</summary>
internal sealed record SeenRow
{
    public string Kind { get; init; } = "";
}
