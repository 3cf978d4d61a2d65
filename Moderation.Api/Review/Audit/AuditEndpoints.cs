using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Review.Audit;

internal static class AuditEndpoints
{
    private static readonly QueryParameter Actor = new("actor", "Only what this one did.", TextSchema);

    private static readonly QueryParameter Target = new("target", "Only what was done to this.", TextSchema);

    private static readonly QueryParameter Kind = new("kind", "Only entries of this kind.", TextSchema);

    public static void MapAudit(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/audit", ListAsync)
            .Requires(Permission.ReadAudit)
            .WithTags("Audit")
            .WithName("ListAuditEntries")
            .WithSummary("What people did and saw, newest first.")
            .WithQuery(Actor, Target, Kind, QueryParameter.Limit, QueryParameter.Cursor);
        endpoints.MapPost("/v1/audit:verify", VerifyAsync)
            .Requires(Permission.ReadAudit)
            .WithTags("Audit")
            .WithName("VerifyAuditLog")
            .WithSummary("Reads the whole audit log and names the first entry that was altered, dropped, reordered or inserted.");
    }

    private static async Task<Results<Ok<Page<AuditEntryResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, AuditStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var filter = new AuditFilter(query.Text(Actor), query.Text(Target), query.Text(Kind));
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(filter, cursor, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, AuditEntryResponse.From));
    }

    private static async Task<Ok<AuditVerification>> VerifyAsync(AuditCheck check, CancellationToken token) => TypedResults.Ok(await check.RunAsync(token));

    private static OpenApiSchema TextSchema() => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = QueryParameter.MaxTextLength };
}
