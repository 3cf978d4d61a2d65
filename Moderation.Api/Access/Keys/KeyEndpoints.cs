using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Keys;

internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder access)
    {
        var group = access.MapGroup("/keys").Requires(Permission.ManageAccess);
        group.MapGet("", ListAsync).WithName("ListKeys").WithSummary("API keys without their secrets, newest first.");
        group.MapPost("", CreateAsync)
            .WithName("CreateKey")
            .WithSummary("Makes an API key. The answer is the only place where it stands.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("{id}", RevokeAsync)
            .WithName("RevokeKey")
            .WithSummary("Revokes a key: here at once, in other processes within Access:Refresh.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<KeyListResponse>> ListAsync(KeyStore keys, CancellationToken token) =>
        TypedResults.Ok(new KeyListResponse([.. (await keys.AllAsync(token)).Select(row => row.ToResponse())]));

    private static async Task<Results<Created<NewKeyResponse>, ProblemHttpResult>> CreateAsync(
        KeyRequest body, Caller caller, KeyDesk desk, CancellationToken token)
    {
        var (asked, fault) = desk.Read(body);
        if (asked is null)
            return Problems.InvalidRequest(fault!);
        return await desk.CreateAsync(asked, caller, token) is { } made
            ? TypedResults.Created($"/v1/access/keys/{made.Description.KeyId}", made)
            : Problems.Refused(ProblemTypes.NameTaken, "The name is taken.", $"A key '{asked.Name}' can be used already. Revoke it, or take another name.", StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<KeyResponse>, ProblemHttpResult>> RevokeAsync(string id, Caller caller, KeyDesk desk, CancellationToken token) =>
        await desk.RevokeAsync(id, caller, token) is { } row
            ? TypedResults.Ok(row.ToResponse())
            : Problems.Refused(ProblemTypes.NotFound, "Not found.", $"There is no key '{id}'.", StatusCodes.Status404NotFound);
}

/// <summary>API keys.</summary>
/// <param name="Items">Newest first, with those that ended.</param>
public sealed record KeyListResponse(IReadOnlyList<KeyResponse> Items);
