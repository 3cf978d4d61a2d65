using System.Text.RegularExpressions;

namespace Moderation.Api.Web;

/// <summary>In which language somebody reads.</summary>
internal static partial class Language
{
    /// <summary>The cookie that remembers the choice, and the parameter that makes it.</summary>
    public const string Name = "lang";

    /// <summary>As chosen; else the first that the browser asks for and that there is; else English.</summary>
    public static Words Of(HttpRequest request) =>
        Find(request.Query[Name]) ?? Find(request.Cookies[Name])
        ?? request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).Select(one => Find(one.Value.Value)).FirstOrDefault(one => one is not null)
        ?? Words.English;

    /// <summary>Remembers a choice that came with the request.</summary>
    public static void Remember(HttpContext context)
    {
        if (Find(context.Request.Query[Name]) is { } chosen)
            context.Response.Cookies.Append(Name, chosen.Language, new CookieOptions { Path = ConsolePaths.Root, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), HttpOnly = true });
    }

    // fr, fr-FR and fr-CA are one language here.
    private static Words? Find(string? tag) => tag is not null && Tag().Match(tag) is { Success: true } match
        ? Words.All.FirstOrDefault(words => string.Equals(words.Language, match.Groups[1].Value, StringComparison.OrdinalIgnoreCase))
        : null;

    [GeneratedRegex("^([A-Za-z]{2})(-|$)")]
    private static partial Regex Tag();
}
