using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Core.Policies;

namespace Moderation.Api.Policies;

/// <summary>Looking at sheets without changing anything: whether a text compiles, what a reader should know of it, what its tests say.</summary>
internal static class SheetEndpoints
{
    public static void MapSheets(this IEndpointRouteBuilder group)
    {
        group.MapPost("lint", LintTextAsync)
            .WithName("LintSheet")
            .WithSummary("Compiles a sheet and says what is suspicious about it; nothing is stored.")
            .AcceptsSheet();
        group.MapPost("test", TestTextAsync)
            .WithName("TestSheet")
            .WithSummary("Runs the tests that a sheet brings along; nothing is stored.")
            .AcceptsSheet();
        group.MapPost("{name}/versions/{version}/lint", LintAsync)
            .WithName("LintPolicyVersion")
            .WithSummary("What is suspicious about a version's sheet.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("{name}/versions/{version}/test", TestAsync)
            .WithName("TestPolicyVersion")
            .WithSummary("Runs the tests that a version's sheet brings along.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static RouteHandlerBuilder AcceptsSheet(this RouteHandlerBuilder endpoint) => endpoint
        .Accepts<string>(SheetBody.YamlTypes[0], [.. SheetBody.YamlTypes[1..], SheetBody.Json])
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<SheetLintResponse>, ProblemHttpResult>> LintTextAsync(HttpRequest request, CancellationToken token)
    {
        var (body, problem) = await SheetBody.ReadAsync(request, token);
        return body is null ? problem! : TypedResults.Ok(SheetLintResponse.Of(body.Sheet));
    }

    private static async Task<Results<Ok<SheetTestResponse>, ProblemHttpResult>> TestTextAsync(
        HttpRequest request, ISheetTester tester, CancellationToken token)
    {
        var (body, problem) = await SheetBody.ReadAsync(request, token);
        return body is null ? problem! : TypedResults.Ok(tester.Test(body.Yaml));
    }

    private static async Task<Results<Ok<SheetLintResponse>, ProblemHttpResult>> LintAsync(
        string name, string version, PolicyStore store, CancellationToken token) =>
        await store.FindVersionAsync(name, version, token) is { } row
            ? TypedResults.Ok(SheetLintResponse.Of(SheetCompiler.FromYaml(row.SheetYaml)))
            : PolicyProblems.NotFound(name, version);

    private static async Task<Results<Ok<SheetTestResponse>, ProblemHttpResult>> TestAsync(
        string name, string version, PolicyStore store, ISheetTester tester, CancellationToken token) =>
        await store.FindVersionAsync(name, version, token) is { } row ? TypedResults.Ok(tester.Test(row.SheetYaml)) : PolicyProblems.NotFound(name, version);
}

/// <summary>What is suspicious about a sheet that compiles.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="SheetHash">Hash of the normalised sheet.</param>
/// <param name="Remarks">What its author should look at, in the order of the sheet; what concerns the sheet as a whole comes last.</param>
/// <param name="AtMost">The most that it can touch in an hour of 100,000 lives, if everything goes wrong at once.</param>
/// <param name="Cost">What it costs to evaluate, in nodes of its expressions.</param>
public sealed record SheetLintResponse(string Policy, string SheetHash, IReadOnlyList<SheetRemarkResponse> Remarks, BlastRadius AtMost, SheetCost Cost)
{
    private const long Lives = 100_000;

    internal static SheetLintResponse Of(CompiledSheet sheet) => new(
        sheet.Name, sheet.SheetHash, [.. SheetLint.Check(sheet).Select(warning => new SheetRemarkResponse(warning.Line, warning.Says))], SheetLint.BlastRadius(sheet, Lives), sheet.Cost);
}

/// <summary>Something about a valid sheet that its author should look at.</summary>
/// <param name="Line">Line, from 1; null where it concerns the sheet as a whole.</param>
/// <param name="Text">What it is, and what to do about it.</param>
public sealed record SheetRemarkResponse(int? Line, string Text);
