using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Moderation.Api.Access.Accounts;
using Moderation.Api.Access.Issuers;
using Moderation.Api.Access.Keys;
using Moderation.Api.Hosting;
using Moderation.Api.Web;

namespace Moderation.Api.Access;

internal static class AccessSetup
{
    /// <summary>Registered after the database, because callers are read when the schema is there.</summary>
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<AccessOptions>(AccessOptions.Section, "Sessions", "Rate", "SignIn", "Tokens", "Oidc");
        services.AddCheckedOptions<SessionOptions>(SessionOptions.Section);
        services.AddSingleton<DevelopmentCaller>();
        services.AddSingleton<CallerStore>();
        services.AddSingleton<CallerDirectory>();
        services.AddHostedService<CallerRefresh>();
        services.AddSingleton<AccessEvents>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton<KeyDesk>();
        services.AddAccounts();
        services.AddAuthentication(CallerPrincipal.Scheme).AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerPrincipal.Scheme, null);
        services.AddIssuers(configuration);
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(new OpenRoutes()).Build());
        services.AddRateLimits();
    }

    private static void AddAccounts(this IServiceCollection services)
    {
        services.AddCheckedOptions<SignInOptions>(SignInOptions.Section)
            .Validate(SignInOptions.IsReadable, $"{SignInOptions.Section}:{nameof(SignInOptions.TotpKey)} is {SignInOptions.TotpKeyByteCount} bytes in base64");
        services.AddSingleton<Passwords>();
        services.AddSingleton<TotpBox>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<AccountDesk>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<SessionDesk>();
        services.AddSingleton<TotpDesk>();
    }

    /// <summary>Who asks is found out first, because limits are per caller; what they may comes last.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseSafeHeaders();
        app.UseConsoleAssets();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseForgeryGuard();
        app.UseAuthorization();
    }

    public static void SayHowAccessStands(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.Development)
            app.Services.GetRequiredService<ILogger<DevelopmentCaller>>().DevelopmentIsOn();
    }

    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/access").WithTags("Access");
        group.MapKeys();
        group.MapAccounts();
        group.MapSignIn();
        group.MapTotp();
        group.MapEvents();
        endpoints.MapOidc();
    }
}
