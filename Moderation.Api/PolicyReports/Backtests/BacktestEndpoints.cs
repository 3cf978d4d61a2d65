using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Backtests;

internal static class BacktestEndpoints
{
    private const string Csv = "text/csv";
    private const int RetryAfterSeconds = 30;

    public static void MapBacktests(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/policies/{name}/backtests").Requires(Permission.ReadBacktests).WithTags("PolicyReports");
        group.MapPost("", StartAsync)
            .Requires(Permission.StartBacktests)
            .WithName("StartBacktest")
            .WithSummary("Asks what a sheet would have done to the lives whose signals the broker holds. It waits for its turn; look at its Location.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapGet("", ListAsync)
            .WithName("ListBacktests")
            .WithSummary("Backtests of a policy's sheets, newest first, without their reports.")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{id}", GetAsync)
            .WithName("GetBacktest")
            .WithSummary("One backtest: where it is, how far, and when it is done its report.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{id}.csv", GetCsvAsync)
            .WithName("GetBacktestTable")
            .WithSummary("Every subject that either version hits, as a table; there when the backtest is done.")
            .Produces<string>(StatusCodes.Status200OK, Csv)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("{id}", CancelAsync)
            .Requires(Permission.StartBacktests)
            .WithName("CancelBacktest")
            .WithSummary("Calls a backtest off that waits or runs.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        endpoints.MapBacktestCases();
    }

    private static async Task<Results<Accepted<BacktestResponse>, ProblemHttpResult>> StartAsync(
        HttpContext context, string name, StartBacktestRequest body, BacktestIntake intake, CancellationToken token)
    {
        if (RequestActor.Read(context.Request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (!TextId.IsValid(name))
            return PolicyProblems.NotFound(name);
        var (row, problem) = await intake.AskAsync(name, body, actor, token);
        if (row is not null)
        {
            var response = row.ToResponse();
            return TypedResults.Accepted(response.Links.Self, response);
        }

        if (problem!.StatusCode == StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return problem;
    }

    private static async Task<Results<Ok<Page<BacktestResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, string name, BacktestStore store, PolicyStore policies, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = TextId.IsValid(name) ? await store.PageAsync(name, cursor, limit, token) : [];
        if (rows.Count == 0 && cursor is null && (!TextId.IsValid(name) || (await policies.VersionsAsync(name, token)).Count == 0))
            return PolicyProblems.NotFound(name);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<BacktestResponse>, ProblemHttpResult>> GetAsync(string name, string id, BacktestStore store, CancellationToken token) =>
        AreIds(name, id) && await store.FindAsync(name, id, token) is { } row ? TypedResults.Ok(row.ToResponse()) : NotFound(name, id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetCsvAsync(string name, string id, BacktestStore store, CancellationToken token)
    {
        if (!AreIds(name, id) || await store.FindCsvAsync(name, id, token) is not { } row)
            return NotFound(name, id);
        return row.Csv is { } csv
            ? TypedResults.File(Encoding.UTF8.GetBytes(csv), $"{Csv}; charset=utf-8", $"{name}-{id}.csv")
            : Refused($"The backtest is {row.State}; its table is there when it is done.");
    }

    private static async Task<Results<Ok<BacktestResponse>, ProblemHttpResult>> CancelAsync(
        HttpRequest request, string name, string id, BacktestStore store, CancellationToken token)
    {
        if (RequestActor.Read(request, null, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (!AreIds(name, id))
            return NotFound(name, id);
        await store.CancelAsync(name, id, actor, token);
        if (await store.FindAsync(name, id, token) is not { } row)
            return NotFound(name, id);
        // Somebody else may have been first: what was wanted is so.
        return row.Phase == BacktestState.Cancelled
            ? TypedResults.Ok(row.ToResponse())
            : Refused($"The backtest is {row.State}; only one that waits or runs can be called off.");
    }

    private static bool AreIds(string name, string id) => TextId.IsValid(name) && TextId.IsValid(id);

    internal static ProblemHttpResult NotFound(string name, string id) => Problems.Refused(
        ProblemTypes.NotFound, "Not found.", $"Policy '{name}' has no backtest '{id}'. One that ended is kept for some time only (Backtests:KeepFor).", StatusCodes.Status404NotFound);

    internal static ProblemHttpResult Refused(string detail) =>
        Problems.Refused(ProblemTypes.StepRefused, "That cannot be done now.", detail, StatusCodes.Status409Conflict);
}
