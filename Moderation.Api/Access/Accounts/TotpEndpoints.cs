using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Accounts;

internal static class TotpEndpoints
{
    public static void MapTotp(this IEndpointRouteBuilder access)
    {
        access.MapPost("/me/totp", BeginAsync)
            .Requires(Permission.SignedIn)
            .WithName("BeginTotp")
            .WithSummary("Gives somebody with a password here the secret for an authenticator app. It counts once it is confirmed.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        access.MapPost("/me/totp:confirm", ConfirmAsync)
            .Requires(Permission.SignedIn)
            .WithName("ConfirmTotp")
            .WithSummary("Shows by a code that the app has the secret; from now on signing in takes a code.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<TotpResponse>, ProblemHttpResult>> BeginAsync(TotpRequest body, Caller caller, TotpDesk desk, CancellationToken token)
    {
        if (!desk.IsOpen)
            return Closed();
        if (await desk.BeginAsync(caller, body.Password, token) is not { } secret)
            return Problems.InvalidRequest("The password is not this account's, or it has an app already; whoever manages access can take that away.");
        var text = Totp.ToBase32(secret);
        return TypedResults.Ok(new TotpResponse(text, $"otpauth://totp/Moderation:{caller.Name}?secret={text}&issuer=Moderation"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(TotpConfirmation body, Caller caller, TotpDesk desk, CancellationToken token)
    {
        if (!desk.IsOpen)
            return Closed();
        return await desk.ConfirmAsync(caller, body.Code, token)
            ? TypedResults.NoContent()
            : Problems.InvalidRequest("The code is not that of a secret that waits to be confirmed.");
    }

    private static ProblemHttpResult Closed() => Problems.Refused(
        ProblemTypes.NotSetUp, "Authenticator apps are not set up here.",
        $"The setting {SignInOptions.Section}:{nameof(SignInOptions.TotpKey)} names no key to encrypt their secrets with.", StatusCodes.Status404NotFound);
}

/// <summary>Asks for the secret of an authenticator app.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TotpRequest
{
    /// <summary>The account's password: a session alone does not change how its account signs in.</summary>
    public required string Password { get; init; }

    // A record would print its secret.
    public override string ToString() => nameof(TotpRequest);
}

/// <summary>Confirms an authenticator app.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TotpConfirmation
{
    /// <summary>The code that it shows.</summary>
    public required string Code { get; init; }
}

/// <summary>A secret for an authenticator app.</summary>
/// <param name="Secret">To type in: base 32.</param>
/// <param name="Uri">To show as a QR code.</param>
public sealed record TotpResponse(string Secret, string Uri);
