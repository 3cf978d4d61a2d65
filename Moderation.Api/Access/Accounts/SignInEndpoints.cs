using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Accounts;

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder access)
    {
        access.MapPost("/sign-in", SignInAsync)
            .WithName("SignIn")
            .WithSummary("Opens a session for somebody with a password here; the answer sets its cookie.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        access.MapPost("/sign-out", SignOutAsync)
            .Requires(Permission.SignedIn)
            .WithName("SignOut")
            .WithSummary("Ends the session that asks.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        access.MapGet("/me", GetMe).Requires(Permission.SignedIn).WithName("GetMe").WithSummary("Who asks, and what it may do.");
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> SignInAsync(HttpContext context, SignInRequest body, SignInDesk desk, CancellationToken token)
    {
        if (!AccountName.IsValid(body.Name) || body.Password.Length > SignInRequest.MaxLength || body.NewPassword?.Length > SignInRequest.MaxLength)
            return Refused(new SignInOutcome(null, SignInRefusal.Wrong, null));
        var outcome = await desk.TryAsync(body, token);
        if (outcome.Session is not { } session)
            return Refused(outcome);
        SessionCookie.Set(context, session);
        return TypedResults.Ok(new SessionResponse(body.Name, session.ExpiresAt));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(HttpContext context, Caller caller, SessionDesk sessions, CancellationToken token)
    {
        if (caller.Proof != CallerProof.Session || context.Request.Cookies[SessionCookie.Name] is not { } secret)
            return Problems.InvalidRequest("There is no session to end: a key is revoked by whoever manages access.");
        await sessions.EndAsync(secret, caller, token);
        SessionCookie.Remove(context);
        return TypedResults.NoContent();
    }

    private static Ok<MeResponse> GetMe(Caller caller) => TypedResults.Ok(new MeResponse
    {
        Name = caller.Name, Kind = caller.Kind, Pseudonym = caller.Pseudonym, Roles = caller.Roles, Permissions = [.. Enum.GetValues<Permission>().Where(caller.Holds)],
        MayNameActor = caller.MayNameActor,
    });

    private static ProblemHttpResult Refused(SignInOutcome outcome) => outcome.Refusal switch
    {
        SignInRefusal.CodeNeeded => Problems.Refused(
            ProblemTypes.CodeNeeded, "A code is needed.", "Give the code that the authenticator app shows, as 'code'.", StatusCodes.Status401Unauthorized),
        SignInRefusal.NewPasswordNeeded => Problems.Refused(
            ProblemTypes.NewPasswordNeeded, "A new password is needed.", "The password was set by somebody else: give another as 'newPassword'.", StatusCodes.Status401Unauthorized),
        SignInRefusal.NewPasswordRefused => Problems.InvalidRequest(outcome.Says!),
        _ => Problems.Refused(
            ProblemTypes.NotSignedIn, "Not signed in.", "Name, password or code is wrong, or the account is locked for a while after too many wrong attempts.", StatusCodes.Status401Unauthorized),
    };
}

/// <summary>What somebody brings to sign in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignInRequest
{
    internal const int MaxLength = 256;

    /// <summary>The account's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>The code that the authenticator app shows, where the account has one.</summary>
    public string? Code { get; init; }

    /// <summary>Another password; needed where the present one was set by somebody else.</summary>
    public string? NewPassword { get; init; }

    // A record would print its secrets.
    public override string ToString() => nameof(SignInRequest);
}

/// <summary>A session that has begun.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record SessionResponse(string Name, DateTimeOffset ExpiresAt);

/// <summary>Who asks, and what it may do.</summary>
public sealed record MeResponse
{
    /// <summary>Under which name it stands in histories.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a person.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The only name that goes out on topics.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Its roles.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>What they allow.</summary>
    public required IReadOnlyList<Permission> Permissions { get; init; }

    /// <summary>Whether it may say for whom it asks.</summary>
    public required bool MayNameActor { get; init; }
}
