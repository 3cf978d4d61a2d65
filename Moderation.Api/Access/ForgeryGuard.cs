using Moderation.Api.Http;

namespace Moderation.Api.Access;

/// <summary>Refuses changes that another site's page has a browser ask for. Browsers send a cookie by themselves, and reach a developer's machine; a key they do not have.</summary>
internal static class ForgeryGuard
{
    /// <summary>Where there is no header Origin, this one has to be there: no page can send it to another site unasked.</summary>
    public const string Header = "X-Requested-With";

    public static void UseForgeryGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        MayBeForged(context.Request, context.FindCaller()?.Proof)
            ? Problems.Refused(
                ProblemTypes.ForgeryRefused, "The request may come from another site.",
                $"With a session, a change carries this service's own Origin, or the header {Header}.", StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : next(context));

    private static bool MayBeForged(HttpRequest request, CallerProof? proof)
    {
        if (proof is CallerProof.Key or CallerProof.Token || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return false;
        var origin = request.Headers.Origin;
        if (origin.Count > 0)
            return origin is not [{ } one] || !Uri.TryCreate(one, UriKind.Absolute, out var site) || !string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return proof == CallerProof.Session && !request.Headers.ContainsKey(Header);
    }
}
