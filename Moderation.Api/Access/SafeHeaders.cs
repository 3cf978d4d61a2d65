using Microsoft.Net.Http.Headers;
using Moderation.Api.Web;

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

    // The console's own: nothing in the page itself runs or styles, and nothing is read from, sent to or framed by anybody else.
    private const string OfConsole =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly PathString[] Pages = ["/jobs", "/scalar"];

    // At the last moment, because the handler of faults begins an answer anew.
    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, (context.Response, PolicyOf(context.Request)));
        return next(context);
    });

    private static string PolicyOf(HttpRequest request) =>
        request.IsForConsole() ? OfConsole : Array.Exists(Pages, page => request.Path.StartsWithSegments(page)) ? OfPages : OfAnswers;

    private static Task Add(object answer)
    {
        var (response, policy) = ((HttpResponse, string))answer;
        var headers = response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, policy);
        foreach (var (name, value) in Headers)
            headers.TryAdd(name, value);
        return Task.CompletedTask;
    }
}
