using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.Api.Web;

/// <summary>Pages as answers.</summary>
internal static class ConsolePage
{
    /// <summary>Draws a page.</summary>
    /// <typeparam name="TView">Its component.</typeparam>
    /// <param name="parameters">The component's parameters, by name.</param>
    /// <param name="status">The answer's status.</param>
    public static RazorComponentResult<TView> Of<TView>(IReadOnlyDictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TView : IComponent => new(parameters) { PreventStreamingRendering = true, StatusCode = status };

    /// <summary>The answer to a page that cannot be shown: in place of the document that programs get.</summary>
    public static Task ExecuteProblemAsync(HttpContext context, int status, string detail) => status == StatusCodes.Status401Unauthorized
        ? Of<Access.SignInPage>(new Dictionary<string, object?>(), status).ExecuteAsync(context)
        : Of<ProblemPage>(new Dictionary<string, object?> { [nameof(ProblemPage.Status)] = status, [nameof(ProblemPage.Detail)] = detail }, status).ExecuteAsync(context);
}
