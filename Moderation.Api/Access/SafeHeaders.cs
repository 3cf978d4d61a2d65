using Microsoft.Net.Http.Headers;

namespace Moderation.Api.Access;

/// <summary>What every answer says to browsers and caches, unless its endpoint says something else.</summary>
internal static class SafeHeaders
{
    private static readonly (string Name, string Value)[] Headers =
    [
        (HeaderNames.XContentTypeOptions, "nosniff"),
        (HeaderNames.CacheControl, "no-store"),
        (HeaderNames.XFrameOptions, "DENY"),
        ("Referrer-Policy", "no-referrer"),
    ];

    private const string OfAnswers = "default-src 'none'; frame-ancestors 'none'";

    // Pages that libraries bring: their own scripts and styles, some of them in the page, and nothing of anybody else.
    private const string OfPages =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

    private static readonly PathString[] Pages = ["/jobs", "/scalar"];

    // At the last moment, because the handler of faults begins an answer anew.
    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, (context.Response, Array.Exists(Pages, page => context.Request.Path.StartsWithSegments(page))));
        return next(context);
    });

    private static Task Add(object answer)
    {
        var (response, isPage) = ((HttpResponse, bool))answer;
        var headers = response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, isPage ? OfPages : OfAnswers);
        foreach (var (name, value) in Headers)
            headers.TryAdd(name, value);
        return Task.CompletedTask;
    }
}
