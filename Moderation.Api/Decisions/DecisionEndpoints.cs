using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Decisions;

internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/decisions").Requires(Permission.ReadLives).WithTags("Decisions");
        group.MapGet("", ListAsync)
            .WithName("ListDecisions")
            .WithSummary("Decisions, those of shadow versions included, newest first.")
            .WithQuery(
                QueryParameter.LiveId, QueryParameter.Policy, QueryParameter.Stage, QueryParameter.Effect, QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync)
            .WithName("GetDecision")
            .WithSummary("One decision with the sheet that decided and what reviewers made of it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<DecisionResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, DecisionStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var filter = new DecisionFilter(
            query.Id(QueryParameter.LiveId),
            query.Text(QueryParameter.Policy),
            query.Word(QueryParameter.Stage, QueryParameter.DecidingStages),
            query.Word(QueryParameter.Effect, WireWord.All<DecisionEffect>()));
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(filter, cursor, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<DecisionDetailResponse>, ProblemHttpResult>> GetAsync(string id, DecisionStore store, CancellationToken token) =>
        TextId.IsValid(id) && await store.FindAsync(id, token) is { } found
            ? TypedResults.Ok(new DecisionDetailResponse
            {
                Decision = found.Row.ToResponse(),
                Version = found.Sheet?.Version,
                Sheet = found.Sheet?.SheetYaml,
                Verdicts = [.. found.Verdicts.Select(verdict => verdict.ToResponse())],
            })
            : Problems.NotFound("decision", id);
}
