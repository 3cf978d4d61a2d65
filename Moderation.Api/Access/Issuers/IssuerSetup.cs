using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Moderation.Api.Access.Accounts;
using Moderation.Api.Hosting;
using Moderation.Api.Http;

namespace Moderation.Api.Access.Issuers;

internal static class IssuerSetup
{
    public static void AddIssuers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<TokenOptions>(TokenOptions.Section)
            .Validate(tokens => tokens.Authority is null || tokens.Audience is not null, $"{TokenOptions.Section}:{nameof(TokenOptions.Audience)} is needed: whom the issuer's tokens are for");
        services.AddCheckedOptions<OidcOptions>(OidcOptions.Section)
            .Validate(oidc => oidc.Authority is null || oidc.ClientSecret is { Length: >= 16 }, $"{OidcOptions.Section}:{nameof(OidcOptions.ClientSecret)} is needed, of 16 characters at least");
        services.AddSingleton<IssuerAccountStore>();
        services.AddSingleton<TokenCallers>();
        services.AddSingleton<OidcDesk>();
        var authentication = new AuthenticationBuilder(services).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<TokenOptions>>(SetUp);
        // The framework asks a handler of it at every request, so there is none where there is no provider.
        if (configuration.GetSection(OidcOptions.Section)[nameof(OidcOptions.Authority)] is null)
            return;
        authentication.AddOpenIdConnect();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<IOptions<OidcOptions>>(SetUp);
    }

    private static void SetUp(JwtBearerOptions bearer, IOptions<TokenOptions> options)
    {
        bearer.Authority = options.Value.Authority;
        bearer.Audience = options.Value.Audience;
        bearer.MapInboundClaims = false;
        bearer.RequireHttpsMetadata = !IsHere(options.Value.Authority);
    }

    private static void SetUp(OpenIdConnectOptions oidc, IOptions<OidcOptions> options)
    {
        oidc.Authority = options.Value.Authority;
        (oidc.ClientId, oidc.ClientSecret) = (options.Value.ClientId, options.Value.ClientSecret);
        oidc.RequireHttpsMetadata = !IsHere(options.Value.Authority);
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.UsePkce = true;
        // A form that the provider's page posts would come without the cookies of this service, which other sites' pages must not send.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        oidc.SaveTokens = false;
        oidc.MapInboundClaims = false;
        // The handler would take away who said all this, and an account is known by that.
        oidc.ClaimActions.Remove("iss");
        oidc.CallbackPath = AccessPaths.OidcCallback;
        oidc.DataProtectionProvider = new SealedByClient(options.Value.ClientSecret!);
        oidc.Events.OnTicketReceived = ComeBackAsync;
        oidc.Events.OnRemoteFailure = failed =>
        {
            failed.HandleResponse();
            failed.HttpContext.RequestServices.GetRequiredService<ILogger<OidcDesk>>().ProviderNotBelieved(failed.Failure?.Message ?? "no reason");
            return RefuseAsync(failed.HttpContext, "The provider let nobody in, or the way back was not the one that began here.");
        };
    }

    private static async Task ComeBackAsync(TicketReceivedContext ticket)
    {
        ticket.HandleResponse();
        var desk = ticket.HttpContext.RequestServices.GetRequiredService<OidcDesk>();
        if (ticket.Principal is null || await desk.OpenAsync(ticket.Principal, ticket.HttpContext.RequestAborted) is not { } session)
        {
            await RefuseAsync(ticket.HttpContext, "The provider gives this person no role here, or the account cannot be used.");
            return;
        }

        SessionCookie.Set(ticket.HttpContext, session);
        ticket.HttpContext.Response.Redirect(ticket.ReturnUri ?? "/");
    }

    private static Task RefuseAsync(HttpContext context, string detail) =>
        Problems.Refused(ProblemTypes.NotPermitted, "Not let in.", detail, StatusCodes.Status403Forbidden).ExecuteAsync(context);

    private static bool IsHere(string? authority) => Uri.TryCreate(authority, UriKind.Absolute, out var address) && address.IsLoopback;
}
