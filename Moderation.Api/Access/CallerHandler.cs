using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Moderation.Api.Access.Accounts;
using Moderation.Api.Access.Issuers;

namespace Moderation.Api.Access;

/// <summary>Finds out who asks: by a key, by a session's cookie, by a token of the issuer, or, in development, by nothing. Credentials that are wrong are never passed over for weaker ones.</summary>
internal sealed class CallerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, CallerDirectory directory, TokenCallers tokens,
    DevelopmentCaller development)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization;
        if (authorization.Count > 0)
        {
            return authorization is [{ } one] && one.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? Result(await ByBearerAsync(one[Bearer.Length..].Trim()))
                : AuthenticateResult.Fail("not one bearer token");
        }

        if (Request.Cookies[SessionCookie.Name] is { } session)
            return Result((await directory.FindAsync(session, isKey: false, Context.RequestAborted))?.Principal);
        return development.Of(Request) is { } developer ? Ticket(developer) : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }

    private async Task<CallerPrincipal?> ByBearerAsync(string token) => token.StartsWith(Credential.KeyPrefix, StringComparison.Ordinal)
        ? (await directory.FindAsync(token, isKey: true, Context.RequestAborted))?.Principal
        : await tokens.FindAsync(Context);

    private static AuthenticateResult Result(CallerPrincipal? caller) => caller is null ? AuthenticateResult.Fail("not known") : Ticket(caller);

    private static AuthenticateResult Ticket(CallerPrincipal caller) => AuthenticateResult.Success(new AuthenticationTicket(caller, CallerPrincipal.Scheme));
}
