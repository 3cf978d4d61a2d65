using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Switches over enforcement. In whose name one is set (<see cref="RequestActor"/>), and why, is recorded.</summary>
internal static class ControlEndpoints
{
    public static void MapControls(this IEndpointRouteBuilder group)
    {
        var controls = group.MapGroup("/controls");
        controls.MapGet("", ListAsync)
            .WithName("ListControls")
            .WithSummary("Every switch that was set over enforcement, newest first.")
            .WithQuery(QueryParameter.Scope, QueryParameter.Current, QueryParameter.Limit, QueryParameter.Cursor);
        Map(controls.MapPut("everything", PutEverythingAsync), "PutControlOverEverything", "Sets the switch over every order.");
        Map(controls.MapPut("policies/{name}", PutPolicyAsync), "PutControlOverPolicy", "Sets the switch over the orders of one policy.");
        Map(controls.MapPut("kinds/{kind}", PutKindAsync), "PutControlOverKind", "Sets the switch over the orders of one kind; enforce also closes the kind's breaker.");
    }

    private static void Map(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .Requires(Permission.SetControls)
        .WithName(name)
        .WithSummary($"{summary} It is written straight to the broker and works while the database is away. Reversals are never stopped.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<Page<ControlHistoryResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, ControlStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var scope = query.Word<ControlScope>(QueryParameter.Scope) is { } word ? WireWord.From(word) : null;
        var (current, cursor, limit) = (query.Flag(QueryParameter.Current), query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(scope, current, cursor, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static Task<Results<Ok<ControlSetResponse>, ProblemHttpResult>> PutEverythingAsync(
        HttpRequest request, ControlRequest body, ControlDesk desk, CancellationToken token) => PutAsync(request, ControlScope.Everything, null, body, desk, token);

    private static Task<Results<Ok<ControlSetResponse>, ProblemHttpResult>> PutPolicyAsync(
        HttpRequest request, string name, ControlRequest body, ControlDesk desk, CancellationToken token) => PutAsync(request, ControlScope.Policy, name, body, desk, token);

    private static async Task<Results<Ok<ControlSetResponse>, ProblemHttpResult>> PutKindAsync(
        HttpRequest request, string kind, ControlRequest body, ControlDesk desk, CancellationToken token) =>
        WireWord.All<ActionKind>().Contains(kind)
            ? await PutAsync(request, ControlScope.Kind, kind, body, desk, token)
            : Problems.InvalidRequest($"There is no such kind of order; there are {string.Join(", ", WireWord.All<ActionKind>())}.");

    private static async Task<Results<Ok<ControlSetResponse>, ProblemHttpResult>> PutAsync(
        HttpRequest request, ControlScope scope, string? name, ControlRequest body, ControlDesk desk, CancellationToken token)
    {
        if (RequestActor.Read(request, body.Actor, body.Note, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var (record, wrong) = desk.Read(scope, name, body, actor);
        return wrong is null ? TypedResults.Ok(await desk.SetAsync(record, token)) : Problems.InvalidRequest($"The switch cannot be set so: {wrong}.");
    }
}
