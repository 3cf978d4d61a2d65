using Moderation.Api.Access;
using Moderation.Core.Access;

namespace Moderation.Api.Web;

/// <summary>For whom a page is drawn, and in which language; one for each request, or for each report that is written without one.</summary>
internal sealed class PageScope(IHttpContextAccessor requests)
{
    /// <summary>Whoever asks; null where nobody is known, and where a report is written for no one reader.</summary>
    public Caller? Caller { get; } = requests.HttpContext?.FindCaller();

    /// <summary>Texts, numbers and times in the reader's language.</summary>
    public Words Words { get; set; } = requests.HttpContext is { } context ? Language.Of(context.Request) : Words.English;

    /// <summary>Path and query of the page, for links that lead back to it.</summary>
    public string Here { get; } = requests.HttpContext is { Request: var request } ? request.Path + request.QueryString : ConsolePaths.Root;

    public bool May(Permission permission) => Caller?.Holds(permission) == true;
}
