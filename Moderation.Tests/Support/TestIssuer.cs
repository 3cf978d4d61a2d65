using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Moderation.Tests.Support;

/// <summary>A real OpenID Connect provider on a port of its own. Whoever comes is signed in as the person that the test names.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string ClientId = "moderation";
    public const string ClientSecret = "a secret of the tests only";
    public const string Audience = "moderation-api";

    private WebApplication _provider = null!;

    /// <summary>As it calls itself.</summary>
    public string Address { get; private set; } = "";

    public string Subject { get; set; } = "subject-1";

    /// <summary>Null for a program.</summary>
    public string? Name { get; set; } = "ada";

    public string[] Roles { get; set; } = [];

    public string TokensAreFor { get; set; } = Audience;

    public TimeSpan? Lifetime { get; set; }

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(issuer.SetUp);
        issuer._provider = builder.Build();
        issuer._provider.UseAuthentication();
        await issuer._provider.StartAsync();
        issuer.Address = $"{issuer._provider.Urls.Single()}/";
        return issuer;
    }

    /// <summary>A token as a program gets it by its own secret.</summary>
    public async Task<string> TokenAsync()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = ClientId, ["client_secret"] = ClientSecret,
        });
        using var response = await http.PostAsync(new Uri($"{Address}token"), form);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString() ?? throw new InvalidOperationException(body.GetRawText());
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private void SetUp(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode().SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
        server.AllowAuthorizationCodeFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Profile);
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/v1/access/oidc/callback", StringComparison.Ordinal) != true)
                context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Principal = Person(context.Request.GetScopes());
            return default;
        }));
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            // A code brings along who signed in.
            if (context.Request.IsClientCredentialsGrantType())
                context.Principal = Person([]);
            return default;
        }));
    }

    private ClaimsPrincipal Person(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("test", "name", "role");
        identity.SetClaim(Claims.Subject, Subject).SetClaim(Claims.PreferredUsername, Name).SetClaims("roles", [.. Roles]);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes).SetResources(TokensAreFor).SetAccessTokenLifetime(Lifetime);
        return principal;
    }
}
