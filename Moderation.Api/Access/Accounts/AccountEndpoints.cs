using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder access)
    {
        var group = access.MapGroup("/accounts").Requires(Permission.ManageAccess);
        group.MapGet("", ListAsync).WithName("ListAccounts").WithSummary("Accounts, by name.");
        group.MapPost("", CreateAsync)
            .WithName("CreateAccount")
            .WithSummary("Makes an account of a person who signs in here. The answer is the only place where its first password stands; it must be changed.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPut("{name}", PutAsync)
            .WithName("PutAccount")
            .WithSummary("Says what an account may do, and whether it can be used. It holds for its sessions at once.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("{name}:reset", ResetAsync)
            .WithName("ResetAccount")
            .WithSummary("Gives an account another first password, takes its authenticator app away, and ends its sessions.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<AccountListResponse>> ListAsync(AccountStore accounts, CancellationToken token) =>
        TypedResults.Ok(new AccountListResponse([.. (await accounts.AllAsync(token)).Select(row => row.ToResponse())]));

    private static async Task<Results<Created<NewAccountResponse>, ProblemHttpResult>> CreateAsync(
        AccountRequest body, Caller caller, AccountDesk desk, CancellationToken token)
    {
        if (!AccountName.IsValid(body.Name))
            return Problems.InvalidRequest($"An account's name has {AccountName.Rule}.");
        return await desk.CreateAsync(body.Name, body.Roles, caller, token) is { } made
            ? TypedResults.Created($"/v1/access/accounts/{body.Name}", made)
            : Problems.Refused(ProblemTypes.NameTaken, "The name is taken.", $"There is an account '{body.Name}'. Names are never given again.", StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> PutAsync(
        string name, AccountChangeRequest body, Caller caller, AccountDesk desk, CancellationToken token) =>
        await desk.UpdateAsync(name, body.Roles, body.IsDisabled, caller, token) is { } row ? TypedResults.Ok(row.ToResponse()) : NotFound(name);

    private static async Task<Results<Ok<NewAccountResponse>, ProblemHttpResult>> ResetAsync(string name, Caller caller, AccountDesk desk, CancellationToken token) =>
        await desk.ResetAsync(name, caller, token) is { } reset ? TypedResults.Ok(reset) : NotFound(name);

    private static ProblemHttpResult NotFound(string name) =>
        Problems.Refused(ProblemTypes.NotFound, "Not found.", $"There is no account '{name}' that this can be done to.", StatusCodes.Status404NotFound);
}

/// <summary>Asks for an account of a person.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccountRequest
{
    /// <summary>Its name: 1 to 64 characters of a-z 0-9 . _ -</summary>
    public required string Name { get; init; }

    /// <summary>What the person may do.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }
}

/// <summary>What an account shall be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccountChangeRequest
{
    /// <summary>What the person may do.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Whether it cannot be used.</summary>
    public bool IsDisabled { get; init; }
}

/// <summary>Accounts.</summary>
/// <param name="Items">By name, with those that are disabled.</param>
public sealed record AccountListResponse(IReadOnlyList<AccountResponse> Items);

/// <summary>An account with a password to hand over.</summary>
/// <param name="Password">The password. It is told this once, and signing in with it takes another.</param>
/// <param name="Account">The account.</param>
public sealed record NewAccountResponse(string Password, AccountResponse Account);
