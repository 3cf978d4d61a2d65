using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Moderation.Core.Access;
using Npgsql;

namespace Moderation.Api.Access.Issuers;

/// <summary>Knows callers by a token of the configured issuer. Whoever was seen is kept in memory, so that tokens work while the database is away.</summary>
internal sealed class TokenCallers(IssuerAccountStore accounts, IOptions<TokenOptions> options, IOptions<AccessOptions> access, TimeProvider time)
{
    private const int MostKept = 100_000;

    private readonly ConcurrentDictionary<(string Issuer, string Subject), (IssuerAccountRow Account, DateTimeOffset ReadAt)> _seen = new();

    /// <summary>Who the request's token says it is; null where it is not believed.</summary>
    /// <exception cref="NpgsqlException">The token is good, but whose it is here is not known, and the database does not answer.</exception>
    public async Task<CallerPrincipal?> FindAsync(HttpContext context)
    {
        var settings = options.Value;
        if (settings.Authority is null)
            return null;
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Principal is null || IssuerClaims.Read(result.Principal, settings.NameClaim, settings.RolesClaim, settings.Roles) is not { } claims)
            return null;
        var account = await AccountAsync(claims, context.RequestAborted);
        return account.DisabledAt is null ? new CallerPrincipal(CallerOf(account, claims)) : null;
    }

    private static Caller CallerOf(IssuerAccountRow account, IssuerClaims claims) => new()
    {
        Id = account.AccountId,
        Name = claims.Kind == CallerKind.Person ? account.Name : $"service:{account.Name}",
        Pseudonym = Pseudonym.Of(account.AccountId),
        Kind = claims.Kind,
        Roles = claims.Roles,
        Proof = CallerProof.Token,
    };

    private async Task<IssuerAccountRow> AccountAsync(IssuerClaims claims, CancellationToken token)
    {
        var who = (claims.Issuer, claims.Subject);
        var isKnown = _seen.TryGetValue(who, out var seen);
        if (isKnown && time.GetUtcNow() - seen.ReadAt < access.Value.Refresh)
            return seen.Account;
        try
        {
            var account = await accounts.FindOrMakeAsync(claims, token);
            if (_seen.Count >= MostKept)
                _seen.Clear();
            _seen[who] = (account, time.GetUtcNow());
            return account;
        }
        catch (NpgsqlException) when (isKnown)
        {
            // As with keys: who is known stays known while the database is away.
            return seen.Account;
        }
    }
}
