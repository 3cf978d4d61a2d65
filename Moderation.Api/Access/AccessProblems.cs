using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Api.Access;

/// <summary>Why somebody who is known may not do something.</summary>
internal static class AccessProblems
{
    /// <summary>The permissions of the endpoint that the caller lacks.</summary>
    public static string Explain(HttpContext context)
    {
        var required = context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequiredPermission>() ?? [];
        var missing = required.Where(one => context.FindCaller()?.Holds(one.Permission) != true).Select(one => WireWord.From(one.Permission)).Distinct().ToList();
        return missing.Count == 0 ? "Nobody may ask this." : $"This takes {string.Join(" and ", missing)}, which none of the caller's roles gives.";
    }

    /// <summary>The same, where what is asked for depends on the body.</summary>
    public static ProblemHttpResult NotPermitted(Permission permission) => Problems.Refused(
        ProblemTypes.NotPermitted, "Forbidden", $"This takes {WireWord.From(permission)}, which none of the caller's roles gives.", StatusCodes.Status403Forbidden);
}
