using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Statements;

internal static class StatementEndpoints
{
    private static readonly QueryParameter From = QueryParameter.FromTime with { Description = "Only orders that were first sent to the platform at this time or later." };
    private static readonly QueryParameter To = QueryParameter.ToTime with { Description = "Only orders that were first sent to the platform before this time." };

    public static void MapStatements(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/actions/{id}/statement", GetAsync)
            .Requires(Permission.ReadStatements)
            .WithTags("PolicyReports")
            .WithName("GetStatement")
            .WithSummary("The statement of reasons of one order (DSA, Article 17), or why it needs none.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapGet("/v1/statements", ListAsync)
            .Requires(Permission.ReadStatements)
            .WithTags("PolicyReports")
            .WithName("ListStatements")
            .WithSummary("Statements of reasons of the orders that restricted somebody, by when they were first sent to the platform, newest first.")
            .WithQuery(From, To, QueryParameter.Limit, QueryParameter.Cursor);
    }

    private static async Task<Results<Ok<StatementResponse>, ProblemHttpResult>> GetAsync(string id, StatementStore store, StatementDesk desk, CancellationToken token) =>
        TextId.IsValid(id) && await store.FindAsync(id, token) is { } row
            ? TypedResults.Ok(StatementResponse.Of(row, await desk.WriteAsync(row, token)))
            : Problems.NotFound("action", id);

    private static async Task<Results<Ok<Page<StatementResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, StatementStore store, StatementDesk desk, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (from, before, cursor, limit) = (query.Time(From), query.Time(To), query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(from, before, cursor, limit, token);
        var written = new Dictionary<string, StatementResponse>(StringComparer.Ordinal);
        foreach (var row in rows.Take(limit))
            written[row.ActionId] = StatementResponse.Of(row, await desk.WriteAsync(row, token));
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => written[row.ActionId]));
    }
}
