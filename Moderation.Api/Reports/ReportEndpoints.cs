using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Reports;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/reports").Requires(Permission.ReadReports).WithTags("Reports");
        group.MapGet("", ListAsync)
            .WithName("ListReports")
            .WithSummary("Reports, newest first.")
            .WithQuery(
                QueryParameter.LiveId, QueryParameter.Policy, QueryParameter.Since, QueryParameter.SubjectKind, QueryParameter.UserId,
                QueryParameter.Priority, QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync)
            .WithName("GetReport")
            .WithSummary("One report.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<ReportResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, ReportStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var filter = new ReportFilter(
            query.Id(QueryParameter.LiveId),
            query.Text(QueryParameter.Policy),
            query.Time(QueryParameter.Since),
            query.Word(QueryParameter.SubjectKind, WireWord.All<SubjectKind>()),
            query.Id(QueryParameter.UserId),
            query.Word(QueryParameter.Priority, WireWord.All<ReportPriority>()));
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(filter, cursor, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<ReportResponse>, ProblemHttpResult>> GetAsync(string id, ReportStore store, CancellationToken token) =>
        TextId.IsValid(id) && await store.FindAsync(id, token) is { } row
            ? TypedResults.Ok(row.ToResponse())
            : Problems.NotFound("report", id);
}
