using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Moderation.Api.Access;

/// <summary>Finds out who asks: by a key, by a session's cookie, by a token of the issuer, or, in development, by nothing. Credentials that are wrong are never passed over for weaker ones.</summary>
internal sealed class CallerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, CallerDirectory directory, DevelopmentCaller development)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SessionCookie = "moderation-session";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization;
        if (authorization.Count > 0)
        {
            return authorization is [{ } one] && one.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? Result(await directory.FindAsync(one[Bearer.Length..].Trim(), isKey: true, Context.RequestAborted))
                : AuthenticateResult.Fail("not one bearer token");
        }

        if (Request.Cookies[SessionCookie] is { } session)
            return Result(await directory.FindAsync(session, isKey: false, Context.RequestAborted));
        return development.Of(Request) is { } developer ? Ticket(developer) : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }

    private static AuthenticateResult Result(KnownCaller? caller) => caller is null ? AuthenticateResult.Fail("not known") : Ticket(caller.Principal);

    private static AuthenticateResult Ticket(CallerPrincipal caller) => AuthenticateResult.Success(new AuthenticationTicket(caller, CallerPrincipal.Scheme));
}
