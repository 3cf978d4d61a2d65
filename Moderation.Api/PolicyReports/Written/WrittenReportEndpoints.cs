using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.Web;
using Moderation.Api.Web.PolicyReports;
using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Written;

internal static class WrittenReportEndpoints
{
    private static readonly string[] Languages = [.. Words.All.Select(words => words.Language)];
    private static readonly QueryParameter Kind = new("kind", "daily, the default, or weekly: the week that begins on the day.", () => QueryParameter.WordSchema(WireWord.All<WrittenReportKind>()));
    private static readonly QueryParameter Tongue = new("language", "In which language; English if absent.", () => QueryParameter.WordSchema(Languages));

    public static void AddWrittenReports(this IServiceCollection services)
    {
        services.AddSingleton<WrittenReportStore>();
        services.AddSingleton<WrittenReportPrinter>();
        services.AddSingleton<StabilityGauge>();
        services.AddSingleton<IRecurringJob, WrittenReportJob>();
    }

    public static void MapWrittenReports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/policy-reports", ListAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("ListPolicyReports")
            .WithSummary("Reports for policy teams that were written, newest first: the last 200.");
        endpoints.MapGet("/v1/policy-reports/{day}", GetAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("GetPolicyReport")
            .WithSummary("A written report as a page (HTML): of a day, or of the week that begins on it.")
            .WithQuery(Kind, Tongue)
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<WrittenReportsResponse>> ListAsync(WrittenReportStore reports, CancellationToken token) =>
        TypedResults.Ok(new WrittenReportsResponse([.. (await reports.ListAsync(token)).Select(row => row.ToResponse())]));

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetAsync(HttpContext context, string day, WrittenReportStore reports, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (kind, language) = (query.Word<WrittenReportKind>(Kind), query.Word(Tongue, Languages));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (!FigureQuery.TryDay(day, out var first) || first is null)
            return Problems.InvalidRequest("The day is one such as 2026-01-31.");
        return await reports.FindAsync(kind ?? WrittenReportKind.Daily, first.Value, language ?? Words.English.Language, token) is { } html
            ? WrittenPage.Answer(context.Response, html)
            : Problems.NotFound("report", day);
    }
}

/// <summary>Reports that were written.</summary>
/// <param name="Items">The reports, newest first.</param>
public sealed record WrittenReportsResponse(IReadOnlyList<WrittenReportResponse> Items);

/// <summary>A report that was written.</summary>
/// <param name="Kind">Of a day or of a week.</param>
/// <param name="FirstDay">First day, in UTC.</param>
/// <param name="LastDay">Last day, included.</param>
/// <param name="Language">Its language, ISO 639-1.</param>
/// <param name="WrittenAt">When it was written; it says what was known then.</param>
public sealed record WrittenReportResponse(WrittenReportKind Kind, DateOnly FirstDay, DateOnly LastDay, string Language, DateTimeOffset WrittenAt);
