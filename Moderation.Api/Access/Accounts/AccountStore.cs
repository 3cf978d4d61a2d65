using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Access.Accounts;

/// <summary>Accounts as those see them who manage them.</summary>
internal sealed class AccountStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<AccountRow> Select = new(
        """
        select account_id, name, kind, roles, issuer, is_password_given, is_totp_confirmed, locked_until, disabled_at, created_at, created_by
        from access_account
        where @name::text is null or name = @name
        order by name
        """);

    private static readonly SqlStatement Insert = new(
        """
        insert into access_account (account_id, name, kind, roles, password_hash, is_password_given, created_at, created_by)
        values (@id, @name, 'person', @roles, @hash, true, @at, @by)
        on conflict do nothing
        """);

    private static readonly SqlStatement Update = new(
        """
        update access_account
        set roles = @roles, disabled_at = case when @isDisabled then coalesce(disabled_at, @at) end
        where name = @name
        """);

    private static readonly SqlStatement Reset = new(
        """
        update access_account
        set password_hash = @hash, is_password_given = true, totp_secret = null, is_totp_confirmed = false, totp_step = null, failure_count = 0, locked_until = null
        where name = @name and issuer is null
        """);

    private static readonly SqlStatement EndSessions = new(
        """
        update access_session set ended_at = @at
        where ended_at is null and account_id = (select account_id from access_account where name = @name)
        """);

    public Task<IReadOnlyList<AccountRow>> AllAsync(CancellationToken token) => source.QueryAsync(Select, new { name = (string?)null }, token);

    public async Task<AccountRow?> FindAsync(string name, CancellationToken token) => (await source.QueryAsync(Select, new { name }, token)).SingleOrDefault();

    /// <summary>Makes an account whose password must be changed.</summary>
    /// <returns>Whether it was made: not where the name is taken.</returns>
    public Task<bool> CreateAsync(string id, string name, string[] roles, string hash, string by, DateTimeOffset at, CancellationToken token) => ChangeAsync(
        transaction => transaction.ExecuteAsync(Insert, new { id, name, roles, hash, at, by }, token),
        AccessEventKind.AccountCreated, name, string.Join(", ", roles), by, at, token);

    /// <summary>Says what an account may do, and whether it can be used. Its sessions go by that at once.</summary>
    public Task<bool> UpdateAsync(string name, string[] roles, bool isDisabled, string by, DateTimeOffset at, CancellationToken token) => ChangeAsync(
        transaction => transaction.ExecuteAsync(Update, new { name, roles, isDisabled, at }, token),
        AccessEventKind.AccountChanged, name, $"{string.Join(", ", roles)}{(isDisabled ? "; disabled" : "")}", by, at, token);

    /// <summary>Gives an account another password that must be changed, takes its app away, and ends its sessions.</summary>
    public Task<bool> ResetAsync(string name, string hash, string by, DateTimeOffset at, CancellationToken token) => ChangeAsync(
        async transaction =>
        {
            var count = await transaction.ExecuteAsync(Reset, new { name, hash }, token);
            if (count > 0)
                await transaction.ExecuteAsync(EndSessions, new { name, at }, token);
            return count;
        },
        AccessEventKind.PasswordReset, name, null, by, at, token);

    private async Task<bool> ChangeAsync(
        Func<NpgsqlTransaction, Task<int>> change, AccessEventKind kind, string name, string? detail, string by, DateTimeOffset at, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await change(transaction) == 0)
            return false;
        await AccessEvents.AddAsync(transaction, at, by, kind, name, detail, token);
        await transaction.CommitAsync(token);
        return true;
    }
}
