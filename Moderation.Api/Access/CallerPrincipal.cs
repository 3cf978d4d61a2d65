using System.Net;
using System.Security.Claims;

namespace Moderation.Api.Access;

/// <summary>A caller as the framework carries it.</summary>
internal sealed class CallerPrincipal(Caller caller) : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], Scheme))
{
    /// <summary>The one scheme by which callers are known.</summary>
    public const string Scheme = "Moderation";

    public Caller Caller { get; } = caller;
}

internal static class CallerExtensions
{
    /// <summary>Who asks, or null where nobody is known.</summary>
    public static Caller? FindCaller(this HttpContext context) => (context.User as CallerPrincipal)?.Caller;

    /// <summary>Whether the request names this machine's own loopback address as its host.</summary>
    public static bool IsForLoopback(this HttpRequest request) => string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
