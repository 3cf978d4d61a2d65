using System.Globalization;
using Moderation.Api.Database;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Access.Issuers;

/// <summary>Accounts of those for whom an issuer speaks: found by issuer and subject, made when they come first.</summary>
internal sealed class IssuerAccountStore(NpgsqlDataSource source, TimeProvider time)
{
    private const int MostNames = 100;

    private static readonly SqlQuery<IssuerAccountRow> Select = new(
        "select account_id, name, disabled_at from access_account where issuer = @issuer and subject = @subject");

    private static readonly SqlStatement Insert = new(
        """
        insert into access_account (account_id, name, kind, roles, issuer, subject, created_at, created_by)
        values (@id, @name, @kind, @roles, @issuer, @subject, @at, @by)
        on conflict do nothing
        """);

    private static readonly SqlStatement SetRoles = new("update access_account set roles = @roles where account_id = @id and roles <> @roles");

    /// <summary>The account. Its name is the suggested one, with a number where somebody else has it: a name never leads to another's account.</summary>
    public async Task<IssuerAccountRow> FindOrMakeAsync(IssuerClaims claims, CancellationToken token)
    {
        for (var number = 1; number <= MostNames; number++)
        {
            if (await FindAsync(claims, token) is { } row)
                return row;
            await MakeAsync(claims, number == 1 ? claims.SuggestedName : string.Create(CultureInfo.InvariantCulture, $"{claims.SuggestedName}-{number}"), token);
        }

        return await FindAsync(claims, token) ?? throw new InvalidOperationException($"{MostNames} accounts have the name that the issuer suggests");
    }

    /// <summary>Keeps the roles that the issuer gives, for the sessions of the account.</summary>
    public static Task SetRolesAsync(NpgsqlTransaction transaction, string accountId, IssuerClaims claims, CancellationToken token) =>
        transaction.ExecuteAsync(SetRoles, new { id = accountId, roles = StoredRoles.Write(claims.Roles) }, token);

    private async Task<IssuerAccountRow?> FindAsync(IssuerClaims claims, CancellationToken token) =>
        (await source.QueryAsync(Select, new { issuer = claims.Issuer, subject = claims.Subject }, token)).SingleOrDefault();

    private async Task MakeAsync(IssuerClaims claims, string name, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var row = new
        {
            id = $"acc-{Guid.CreateVersion7(now):N}", name, kind = WireWord.From(claims.Kind), roles = StoredRoles.Write(claims.Roles), issuer = claims.Issuer, subject = claims.Subject,
            at = now, by = claims.Issuer,
        };
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await transaction.ExecuteAsync(Insert, row, token) > 0)
            await AccessEvents.AddAsync(transaction, now, null, AccessEventKind.AccountCreated, name, $"{claims.Issuer}: {string.Join(", ", row.roles)}", token);
        await transaction.CommitAsync(token);
    }
}

/// <summary>An account for which an issuer speaks.</summary>
internal sealed record IssuerAccountRow
{
    public string AccountId { get; init; } = "";

    public string Name { get; init; } = "";

    public DateTimeOffset? DisabledAt { get; init; }
}
