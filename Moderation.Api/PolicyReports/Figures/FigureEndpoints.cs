using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Web.PolicyReports;
using Moderation.Core.Access;

namespace Moderation.Api.PolicyReports.Figures;

internal static class FigureEndpoints
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<IFigureReader, VolumeFigures>();
        services.AddSingleton<IFigureReader, OutcomeFigures>();
        services.AddSingleton<IFigureReader, ReviewerFigures>();
        services.AddSingleton<IFigureReader, MoneyFigures>();
        services.AddSingleton<IFigureReader, ModelFigures>();
        services.AddSingleton<IFigureReader, FairnessFigures>();
        services.AddSingleton<IFigureReader, TransparencyFigures>();
        services.AddSingleton<FigureDesk>();
        services.AddSingleton<ReportReader>();
    }

    public static void MapFigures(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/policy-reports/summary", GetAsync)
        .Requires(Permission.ReadPolicies)
        .WithTags("PolicyReports")
        .WithName("GetPolicyReportSummary")
        .WithSummary("Figures over days (UTC): volume and speed, outcomes with intervals, budgets, reviewers and flaggers, money, calibration and drift, fairness, transparency. As JSON, or as CSV.")
        .WithQuery(FigureQuery.From, FigureQuery.To, QueryParameter.Policy, QueryParameter.Queue, FigureQuery.Theme, FigureQuery.Format);

    private static async Task<Results<Ok<FiguresResponse>, ContentHttpResult, ProblemHttpResult>> GetAsync(HttpContext context, FigureDesk desk, TimeProvider time, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (scope, fault) = FigureQuery.Read(query, time);
        var (theme, format) = (query.Word<FigureTheme>(FigureQuery.Theme), query.Word(FigureQuery.Format, FigureQuery.Formats));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (scope is null)
            return Problems.InvalidRequest(fault!);
        var figures = await desk.ReadAsync(scope, theme, token);
        if (format != "csv" && (format is not null || !AsksForCsv(context.Request)))
            return TypedResults.Ok(new FiguresResponse(scope.FirstDay, scope.LastDay, scope.Policy, scope.Queue, time.GetUtcNow(), figures));
        context.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"policy-report-{scope.FirstDay:yyyy-MM-dd}-{scope.LastDay:yyyy-MM-dd}.csv\"");
        return TypedResults.Text(FigureCsv.Write(figures), FigureCsv.ContentType);
    }

    private static bool AsksForCsv(HttpRequest request) => request.GetTypedHeaders().Accept is [MediaTypeHeaderValue { MediaType.Value: "text/csv" }, ..];
}

/// <summary>Figures over days.</summary>
/// <param name="From">First day, in UTC.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Policy">The policy that they are about; null for all.</param>
/// <param name="Queue">The queue that they are about; null for all.</param>
/// <param name="ComputedAt">When they were computed; verdicts and late records still change figures of past days.</param>
/// <param name="Figures">The figures.</param>
public sealed record FiguresResponse(DateOnly From, DateOnly To, string? Policy, string? Queue, DateTimeOffset ComputedAt, IReadOnlyList<Figure> Figures);
