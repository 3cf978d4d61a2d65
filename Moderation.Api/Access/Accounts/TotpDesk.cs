using System.Security.Cryptography;
using Moderation.Api.Database;
using Moderation.Core.Access;
using Npgsql;

namespace Moderation.Api.Access.Accounts;

/// <summary>Sets authenticator apps up: a secret is given out for the password, and counts once a code shows that the app has it.</summary>
internal sealed class TotpDesk(NpgsqlDataSource source, SignInStore attempts, Passwords passwords, TotpBox box, TimeProvider time)
{
    private static readonly SqlStatement Keep = new(
        "update access_account set totp_secret = @secret, totp_step = null where account_id = @id and not is_totp_confirmed");

    private static readonly SqlQuery<PendingTotpRow> SelectPending = new(
        "select totp_secret from access_account where account_id = @id and not is_totp_confirmed and totp_secret is not null");

    private static readonly SqlStatement Confirm = new(
        "update access_account set is_totp_confirmed = true, totp_step = @step where account_id = @id and not is_totp_confirmed and totp_secret = @secret");

    /// <summary>Whether an app can be set up in this installation.</summary>
    public bool IsOpen => box.IsOpen;

    /// <summary>Draws a secret; null where the password is not the caller's, or there is a confirmed app already.</summary>
    public async Task<byte[]?> BeginAsync(Caller caller, string password, CancellationToken token)
    {
        if (await attempts.CountAttemptAsync(caller.Name, time.GetUtcNow(), token) is not { } account || !passwords.Verify(account.PasswordHash, password))
            return null;
        await attempts.UndoAttemptAsync(account.AccountId, token);
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretByteCount);
        return await source.ExecuteAsync(Keep, new { id = account.AccountId, secret = box.Close(secret, account.AccountId) }, token) > 0 ? secret : null;
    }

    /// <summary>Has signing in take a code from now on, if this one is right.</summary>
    public async Task<bool> ConfirmAsync(Caller caller, string code, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if ((await transaction.QueryAsync(SelectPending, new { id = caller.Id }, token)).SingleOrDefault() is not { } pending
            || Totp.FindStep(box.Open(pending.TotpSecret, caller.Id), code, now, null) is not { } step
            || await transaction.ExecuteAsync(Confirm, new { id = caller.Id, step, secret = pending.TotpSecret }, token) == 0)
        {
            return false;
        }

        await AccessEvents.AddAsync(transaction, now, caller.Name, AccessEventKind.TotpConfirmed, caller.Name, null, token);
        await transaction.CommitAsync(token);
        return true;
    }
}

/// <summary>A secret that no code has confirmed yet.</summary>
internal sealed record PendingTotpRow
{
    public byte[] TotpSecret { get; init; } = [];
}
