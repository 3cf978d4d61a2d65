using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Access.Keys;

/// <summary>API keys: made, listed, revoked.</summary>
internal sealed class KeyStore(NpgsqlDataSource source)
{
    internal static readonly SqlStatement Insert = new(
        """
        insert into access_key (key_id, secret_hash, name, roles, may_name_actor, created_at, created_by, expires_at)
        values (@id, @hash, @name, @roles, @mayNameActor, @at, @by, @expiresAt)
        on conflict (lower(name)) where revoked_at is null do nothing
        """);

    // A key that has expired holds its name no longer.
    private static readonly SqlStatement EndExpired = new(
        "update access_key set revoked_at = expires_at, revoked_by = created_by where lower(name) = lower(@name) and revoked_at is null and expires_at <= @at");

    private static readonly SqlStatement Revoke = new(
        "update access_key set revoked_at = @at, revoked_by = @by where key_id = @id and revoked_at is null");

    private static readonly SqlQuery<KeyRow> SelectAll = new(
        """
        select key_id, name, roles, may_name_actor, created_at, created_by, expires_at, revoked_at, revoked_by, last_used_at
        from access_key
        where @id::text is null or key_id = @id
        order by created_at desc, key_id
        """);

    public async Task<IReadOnlyList<KeyRow>> AllAsync(CancellationToken token) => await source.QueryAsync(SelectAll, new { id = (string?)null }, token);

    public async Task<KeyRow?> FindAsync(string id, CancellationToken token) => (await source.QueryAsync(SelectAll, new { id }, token)).SingleOrDefault();

    /// <summary>Makes a key.</summary>
    /// <returns>The key with its secret; null where a key of that name can be used already.</returns>
    public async Task<Credential?> CreateAsync(AskedKey asked, string by, DateTimeOffset at, CancellationToken token)
    {
        var key = Credential.Draw(Credential.KeyPrefix);
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await transaction.ExecuteAsync(EndExpired, new { name = asked.Name, at }, token);
        var row = new { id = key.Id, hash = key.Hash, name = asked.Name, roles = StoredRoles.Write(asked.Roles), mayNameActor = asked.MayNameActor, at, by, expiresAt = asked.ExpiresAt };
        if (await transaction.ExecuteAsync(Insert, row, token) == 0)
            return null;
        var detail = $"{asked.Name}: {string.Join(", ", row.roles)}{(asked.MayNameActor ? ", may name an actor" : "")}";
        await AccessEvents.AddAsync(transaction, at, by, AccessEventKind.KeyCreated, key.Id, detail, token);
        await transaction.CommitAsync(token);
        return key;
    }

    /// <summary>Revokes a key; one that is revoked stays as it is.</summary>
    public async Task RevokeAsync(string id, string by, DateTimeOffset at, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await transaction.ExecuteAsync(Revoke, new { id, by, at }, token) > 0)
            await AccessEvents.AddAsync(transaction, at, by, AccessEventKind.KeyRevoked, id, null, token);
        await transaction.CommitAsync(token);
    }
}
