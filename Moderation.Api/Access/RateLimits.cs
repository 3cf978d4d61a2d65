using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;

namespace Moderation.Api.Access;

/// <summary>Bounds what one caller may ask; a developer's own machine has no bound.</summary>
internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddCheckedOptions<RateOptions>(RateOptions.Section);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
            limiter.OnRejected = (refused, _) =>
            {
                if (refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    refused.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var caller = context.FindCaller();
        if (caller?.Proof == CallerProof.Development)
            return RateLimitPartition.GetNoLimiter(DevelopmentCaller.Name);
        var options = context.RequestServices.GetRequiredService<IOptions<RateOptions>>().Value;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: AccessPaths.SignIn })
            return Window($"sign-in {address}", options.SignIns, options.Window);
        return Window(caller is null ? $"address {address}" : $"caller {caller.Id}", options.Requests, options.Window);
    }

    private static RateLimitPartition<string> Window(string key, int most, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window });
}
