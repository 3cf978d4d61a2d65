using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Access.Accounts;

/// <summary>What signing in reads and writes.</summary>
internal sealed class SignInStore(NpgsqlDataSource source, IOptions<SignInOptions> options)
{
    // The attempt is counted before it is looked at, so that many at once are not more than one after another. A lock that is over begins the count anew.
    private static readonly SqlQuery<AttemptRow> CountAttempt = new(
        """
        update access_account
        set failure_count = case when locked_until is null then failure_count + 1 else 1 end,
            locked_until = case when case when locked_until is null then failure_count + 1 else 1 end >= @most then @until::timestamptz end
        where name = @name and password_hash is not null and disabled_at is null and (locked_until is null or locked_until <= @now)
        returning account_id, name, password_hash, is_password_given, totp_secret, is_totp_confirmed, totp_step, locked_until
        """);

    private static readonly SqlStatement UndoAttempt = new(
        "update access_account set failure_count = greatest(failure_count - 1, 0), locked_until = null where account_id = @id");

    private static readonly SqlStatement Succeed = new(
        """
        update access_account
        set failure_count = 0, locked_until = null, totp_step = coalesce(@step, totp_step),
            password_hash = coalesce(@hash, password_hash), is_password_given = is_password_given and @hash::text is null
        where account_id = @id and (@step::bigint is null or totp_step is null or totp_step < @step)
        """);

    private static readonly SqlStatement InsertSession = new(
        """
        insert into access_session (session_id, secret_hash, account_id, created_at, expires_at, last_used_at)
        values (@session, @hash, @account, @at, @expiresAt, @at)
        """);

    private static readonly SqlStatement EndSession = new("update access_session set ended_at = @at where session_id = @session and ended_at is null");

    /// <summary>Counts an attempt, and locks the account with the last that it has.</summary>
    /// <returns>Null where nobody can sign in under the name now.</returns>
    public async Task<AttemptRow?> CountAttemptAsync(string name, DateTimeOffset now, CancellationToken token) =>
        (await source.QueryAsync(CountAttempt, new { name, most = options.Value.MaxFailures, now, until = now + options.Value.LockFor }, token)).SingleOrDefault();

    public Task UndoAttemptAsync(string accountId, CancellationToken token) => source.ExecuteAsync(UndoAttempt, new { id = accountId }, token);

    /// <summary>Writes down that somebody was not let in.</summary>
    public async Task RefuseAsync(string name, AccessEventKind kind, string? detail, DateTimeOffset at, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await AccessEvents.AddAsync(transaction, at, null, kind, name, detail, token);
        await transaction.CommitAsync(token);
    }

    /// <summary>Lets somebody in.</summary>
    /// <returns>Whether it came about: not where somebody else was let in by the same code.</returns>
    public async Task<bool> SucceedAsync(AttemptRow account, long? step, string? newHash, NewSession session, CancellationToken token)
    {
        var at = session.OpenedAt;
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await transaction.ExecuteAsync(Succeed, new { id = account.AccountId, step, hash = newHash }, token) == 0)
            return false;
        await AddSessionAsync(transaction, account.AccountId, session, token);
        await AccessEvents.AddAsync(transaction, at, account.Name, AccessEventKind.SignedIn, account.Name, newHash is null ? null : "with a new password", token);
        await transaction.CommitAsync(token);
        return true;
    }

    public static Task AddSessionAsync(NpgsqlTransaction transaction, string accountId, NewSession session, CancellationToken token) => transaction.ExecuteAsync(
        InsertSession, new { session = session.Secret.Id, hash = session.Secret.Hash, account = accountId, at = session.OpenedAt, session.ExpiresAt }, token);

    public async Task EndSessionAsync(string session, string name, DateTimeOffset at, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await transaction.ExecuteAsync(EndSession, new { session, at }, token) > 0)
            await AccessEvents.AddAsync(transaction, at, name, AccessEventKind.SignedOut, name, null, token);
        await transaction.CommitAsync(token);
    }
}
