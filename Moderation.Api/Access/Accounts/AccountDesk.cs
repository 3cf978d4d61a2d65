using Moderation.Core.Access;

namespace Moderation.Api.Access.Accounts;

/// <summary>Makes and changes accounts, and has the directory of callers know at once.</summary>
internal sealed class AccountDesk(AccountStore accounts, Passwords passwords, CallerDirectory directory, TimeProvider time, ILogger<AccountDesk> log)
{
    /// <summary>Makes an account; null where the name is taken.</summary>
    public async Task<NewAccountResponse?> CreateAsync(string name, IEnumerable<Role> roles, Caller caller, CancellationToken token)
    {
        var (now, password) = (time.GetUtcNow(), Passwords.Draw());
        var id = $"acc-{Guid.CreateVersion7(now):N}";
        return await accounts.CreateAsync(id, name, StoredRoles.Write(roles), passwords.Hash(password), caller.Name, now, token)
            ? new NewAccountResponse(password, (await ChangedAsync(name, AccessEventKind.AccountCreated, token))!.ToResponse())
            : null;
    }

    /// <summary>Changes an account; null where there is none.</summary>
    public async Task<AccountRow?> UpdateAsync(string name, IEnumerable<Role> roles, bool isDisabled, Caller caller, CancellationToken token) =>
        await accounts.UpdateAsync(name, StoredRoles.Write(roles), isDisabled, caller.Name, time.GetUtcNow(), token)
            ? await ChangedAsync(name, AccessEventKind.AccountChanged, token)
            : null;

    /// <summary>Gives an account another first password; null where there is none that has a password.</summary>
    public async Task<NewAccountResponse?> ResetAsync(string name, Caller caller, CancellationToken token)
    {
        var password = Passwords.Draw();
        return await accounts.ResetAsync(name, passwords.Hash(password), caller.Name, time.GetUtcNow(), token)
            ? new NewAccountResponse(password, (await ChangedAsync(name, AccessEventKind.PasswordReset, token))!.ToResponse())
            : null;
    }

    private async Task<AccountRow?> ChangedAsync(string name, AccessEventKind kind, CancellationToken token)
    {
        await directory.RefreshAsync(token);
        var row = await accounts.FindAsync(name, token);
        if (row is not null)
            log.AccountChanged(row.AccountId, kind);
        return row;
    }
}
