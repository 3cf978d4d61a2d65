using Moderation.Api.Access;
using Moderation.Api.Web;
using Moderation.Core.Access;

namespace Moderation.Api.Http;

internal static class IndexEndpoints
{
    /// <summary><c>/</c> leads a person to the console; <c>/v1</c> says what there is for programs.</summary>
    public static void MapIndex(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", () => TypedResults.Redirect(ConsolePaths.Root)).Requires(Permission.SignedIn).ExcludeFromDescription();
        endpoints.MapGet("/v1", () => TypedResults.Ok(IndexResponse.Instance)).Requires(Permission.SignedIn).WithName("Index").WithSummary("What there is.").WithTags("Index");
    }
}

/// <summary>What there is.</summary>
public sealed record IndexResponse(string Service, string Lives, string Decisions, string Reports, string Actions, string Enforcement, string Policies, string Queues, string Cases, string Events, string Statements, string Audit, string Access, string Description, string Reference, string Ready, string Metrics)
{
    internal static readonly IndexResponse Instance =
        new("moderation", "/v1/lives", "/v1/decisions", "/v1/reports", "/v1/actions", "/v1/enforcement", "/v1/policies", "/v1/queues", "/v1/cases", "/v1/events", "/v1/statements", "/v1/audit", "/v1/access/me",
            "/openapi/v1.json", "/scalar", "/health/ready", "/metrics");
}
