using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Statements.Exports;

internal static class ExportEndpoints
{
    private const string Zip = "application/zip", Ndjson = "application/x-ndjson";

    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/statements/exports").Requires(Permission.ReadStatements).WithTags("PolicyReports");
        group.MapPost("", StartAsync)
            .WithName("StartStatementExport")
            .WithSummary("Asks for the statements of a time as batches for the transparency database. Look at its Location. Exported again, orders have the same ids.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", ListAsync)
            .WithName("ListStatementExports")
            .WithSummary("Exports of statements, newest first.")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync)
            .WithName("GetStatementExport")
            .WithSummary("One export: where it is, and what is in it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{id}.zip", GetZipAsync)
            .WithName("GetStatementExportZip")
            .WithSummary("The batches of an export, each as the transparency database takes it at once, with what was left out and why.")
            .Produces<string>(StatusCodes.Status200OK, Zip)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("{id}.ndjson", GetLinesAsync)
            .WithName("GetStatementExportLines")
            .WithSummary("The statements of an export, one a line.")
            .Produces<string>(StatusCodes.Status200OK, Ndjson)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Accepted<ExportResponse>, ProblemHttpResult>> StartAsync(
        HttpContext context, StartExportRequest body, ExportStore store, TimeProvider time, CancellationToken token)
    {
        if (RequestActor.Read(context.Request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (body.From is null || !OffsetTime.TryRead(body.From, out var from))
            return Problems.InvalidRequest($"from {OffsetTime.Rule}");
        if (body.To is null || !OffsetTime.TryRead(body.To, out var before))
            return Problems.InvalidRequest($"to {OffsetTime.Rule}");
        if (from >= before)
            return Problems.InvalidRequest("from must be before to.");
        if (before > time.GetUtcNow())
            return Problems.InvalidRequest("to must be over: orders of a time that still runs would be missing.");
        var export = (await store.AddAsync(from, before, actor, token)).ToResponse();
        return TypedResults.Accepted(export.Links.Self, export);
    }

    private static async Task<Results<Ok<Page<ExportResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, ExportStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        return TypedResults.Ok(Page.From(await store.PageAsync(cursor, limit, token), limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<ExportResponse>, ProblemHttpResult>> GetAsync(string id, ExportStore store, CancellationToken token) =>
        TextId.IsValid(id) && await store.FindAsync(id, token) is { } row ? TypedResults.Ok(row.ToResponse()) : NotFound(id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetZipAsync(
        string id, ExportStore store, IOptions<StatementOptions> options, CancellationToken token)
    {
        var (content, problem) = await ContentAsync(id, store, token);
        return content is null ? problem! : TypedResults.File(content, Zip, FileName(id, options, "zip"));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetLinesAsync(
        string id, ExportStore store, IOptions<StatementOptions> options, CancellationToken token)
    {
        var (content, problem) = await ContentAsync(id, store, token);
        return content is null ? problem! : TypedResults.Stream(target => ExportArchive.WriteLinesAsync(content, target, token), Ndjson, FileName(id, options, "ndjson"));
    }

    private static async Task<(byte[]? Content, ProblemHttpResult? Problem)> ContentAsync(string id, ExportStore store, CancellationToken token)
    {
        if (!TextId.IsValid(id) || await store.ContentAsync(id, token) is not { } row)
            return (null, NotFound(id));
        return row.Content is { } content
            ? (content, null)
            : (null, Problems.Refused(ProblemTypes.StepRefused, "That cannot be done now.", $"The export is {row.State}; its file is there when it is done.", StatusCodes.Status409Conflict));
    }

    private static string FileName(string id, IOptions<StatementOptions> options, string ending) => $"{options.Value.Platform}-{id}.{ending}";

    private static ProblemHttpResult NotFound(string id) => Problems.Refused(
        ProblemTypes.NotFound, "Not found.", $"There is no export '{id}'. A finished one is kept for some time only (Statements:KeepExportsFor).", StatusCodes.Status404NotFound);
}
