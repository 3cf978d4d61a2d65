using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Core.Review.Audit;
using Npgsql;

namespace Moderation.Api.Review.Audit;

/// <summary>Seals what was written since: gives each committed entry its place and hash, in the order of writing, and signs where the chain stands.</summary>
/// <remarks>
/// A transaction that began early may commit late; its entries then come after others that were written later. What has a place keeps it.
/// One transaction holds all of a round, so a crash in the middle of one seals nothing.
/// </remarks>
internal sealed class AuditSealing(NpgsqlDataSource source, AuditKey key, TimeProvider time)
{
    /// <summary>Most entries in one round.</summary>
    public const int MostAtOnce = 1000;

    // Any number will do, as long as every build uses the same one.
    private const long LockKey = 0x6d6f64_617564;

    private static readonly SqlQuery<LockRow> TryLock = new("select pg_try_advisory_xact_lock(@key) as is_held");

    private static readonly SqlQuery<AuditPlaceRow> SelectPlace = new(
        "select seq, hash from audit_entry where seq is not null order by seq desc limit 1");

    private static readonly SqlQuery<AuditRow> SelectUnsealed = new(
        $"""
        select {AuditRow.Columns}
        from audit_entry
        where seq is null
        order by entry_id
        limit @limit
        """);

    private static readonly SqlStatement Seal = new(
        """
        update audit_entry e
        set seq = n.seq, previous_hash = n.previous_hash, hash = n.hash
        from unnest(@ids::bigint[], @seqs::bigint[], @previous::text[], @hashes::text[]) as n (entry_id, seq, previous_hash, hash)
        where e.entry_id = n.entry_id
        """);

    private static readonly SqlStatement PutRoot = new(
        """
        insert into audit_root (day, seq, hash, key_id, signature)
        values (@day, @seq, @hash, @keyId, @signature)
        on conflict (day) do update set seq = excluded.seq, hash = excluded.hash, key_id = excluded.key_id, signature = excluded.signature
        """);

    /// <summary>Does one round.</summary>
    /// <returns>How many entries it sealed; 0 as well when another process is at it.</returns>
    public async Task<int> SealAsync(CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (!(await transaction.QueryAsync(TryLock, new { key = LockKey }, token)).Single().IsHeld)
            return 0;
        var rows = await transaction.QueryAsync(SelectUnsealed, new { limit = MostAtOnce }, token);
        if (rows.Count == 0)
            return 0;
        var place = (await transaction.QueryAsync(SelectPlace, new { }, token)).SingleOrDefault() is { } last ? new AuditPlace(last.Seq, last.Hash) : AuditChain.Start;
        var entries = new List<AuditEntry>(rows.Count);
        foreach (var row in rows)
        {
            entries.Add(AuditChain.Append(place, row.At, row.Kind, row.Actor, row.Target, row.Detail));
            place = entries[^1].Place;
        }

        await WriteAsync(transaction, rows, entries, token);
        await transaction.CommitAsync(token);
        return rows.Count;
    }

    private async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<AuditRow> rows, List<AuditEntry> entries, CancellationToken token)
    {
        await transaction.ExecuteAsync(
            Seal,
            new
            {
                ids = rows.Select(row => row.EntryId).ToArray(),
                seqs = entries.Select(entry => entry.Seq).ToArray(),
                previous = entries.Select(entry => entry.PreviousHash).ToArray(),
                hashes = entries.Select(entry => entry.Hash).ToArray(),
            },
            token);
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var root = key.Use(signer => AuditRoot.Sign(signer, day, entries[^1].Place));
        await transaction.ExecuteAsync(PutRoot, new { root.Day, root.Seq, root.Hash, root.KeyId, root.Signature }, token);
    }
}
