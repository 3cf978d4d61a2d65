using Microsoft.Net.Http.Headers;

namespace Moderation.Api.Access;

/// <summary>What every answer says to browsers and caches, unless its endpoint says something else.</summary>
internal static class SafeHeaders
{
    private static readonly (string Name, string Value)[] Headers =
    [
        (HeaderNames.XContentTypeOptions, "nosniff"),
        (HeaderNames.CacheControl, "no-store"),
        (HeaderNames.ContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        (HeaderNames.XFrameOptions, "DENY"),
        ("Referrer-Policy", "no-referrer"),
    ];

    // At the last moment, because the handler of faults begins an answer anew.
    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, context.Response);
        return next(context);
    });

    private static Task Add(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        foreach (var (name, value) in Headers)
            headers.TryAdd(name, value);
        return Task.CompletedTask;
    }
}
