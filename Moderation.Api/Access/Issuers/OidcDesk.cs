using System.Security.Claims;
using Microsoft.Extensions.Options;
using Moderation.Api.Access.Accounts;
using Npgsql;

namespace Moderation.Api.Access.Issuers;

/// <summary>Opens sessions for those who come back from the provider.</summary>
internal sealed class OidcDesk(NpgsqlDataSource source, IssuerAccountStore accounts, SessionDesk sessions, IOptions<OidcOptions> options)
{
    /// <summary>Opens a session; null where the provider does not say who it is, gives no role, or the account cannot be used.</summary>
    public async Task<NewSession?> OpenAsync(ClaimsPrincipal principal, CancellationToken token)
    {
        var settings = options.Value;
        if (IssuerClaims.Read(principal, settings.NameClaim, settings.RolesClaim, settings.Roles) is not { Roles.Count: > 0 } claims)
            return null;
        var account = await accounts.FindOrMakeAsync(claims, token);
        if (account.DisabledAt is not null)
            return null;
        var session = sessions.Draw();
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await IssuerAccountStore.SetRolesAsync(transaction, account.AccountId, claims, token);
        await SignInStore.AddSessionAsync(transaction, account.AccountId, session, token);
        await AccessEvents.AddAsync(transaction, session.OpenedAt, account.Name, AccessEventKind.SignedIn, account.Name, claims.Issuer, token);
        await transaction.CommitAsync(token);
        await sessions.OpenedAsync(account.AccountId, token);
        return session;
    }
}
