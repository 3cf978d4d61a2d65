namespace Moderation.Api.Access.Accounts;

/// <summary>The cookie that holds a session's secret. No script reads it, and no other site's page sends it with a change.</summary>
internal static class SessionCookie
{
    public const string Name = "moderation-session";

    public static void Set(HttpContext context, NewSession session) => context.Response.Cookies.Append(Name, session.Secret.Text, Options(context, session.ExpiresAt));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        // Where TLS ends before this process, it sees none; so only under this machine's own name does a cookie go without.
        Secure = context.Request.IsHttps || !context.Request.IsForLoopback(),
        Path = "/",
        Expires = expiresAt,
    };
}
