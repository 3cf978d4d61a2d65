using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.Api.PolicyReports.Written;

/// <summary>A report that was written, as an answer. It brings its style along, so that it can be kept and sent on as one file; browsers apply it by its hash, and let nothing else of the page run.</summary>
internal static class WrittenPage
{
    public const string ContentType = "text/html; charset=utf-8";

    private const string Begin = "<style>";
    private const string End = "</style>";

    public static ContentHttpResult Answer(HttpResponse response, string html)
    {
        if (Style(html) is { } style)
            response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; frame-ancestors 'none'";
        return TypedResults.Text(html, ContentType);
    }

    /// <summary>The page's style; null for one that was written before pages had their own.</summary>
    private static string? Style(string html)
    {
        var begin = html.IndexOf(Begin, StringComparison.Ordinal);
        var end = html.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin ? html[(begin + Begin.Length)..end] : null;
    }
}
