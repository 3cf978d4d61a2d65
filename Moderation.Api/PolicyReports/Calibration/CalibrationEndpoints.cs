using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Hosting;
using Moderation.Api.Http;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Calibration;

internal static class CalibrationEndpoints
{
    private static readonly QueryParameter From = new("from", "Written on this day (UTC) or later, such as 2026-01-31.", QueryParameter.DaySchema);
    private static readonly QueryParameter To = new("to", "Written on this day or earlier.", QueryParameter.DaySchema);

    public static void AddCalibration(this IServiceCollection services)
    {
        services.AddCheckedOptions<CalibrationOptions>(CalibrationOptions.Section);
        services.AddSingleton<JudgedCases>();
        services.AddSingleton<CalibrationStore>();
        services.AddSingleton<IRecurringJob, CalibrationJob>();
    }

    public static void MapCalibration(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/calibration", ListAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("ListCalibrations")
            .WithSummary("What reviewers' verdicts say of beliefs, the newest of each policy: bins, scores with intervals, and a correction to be taken over by people. Nothing of it decides.");
        endpoints.MapGet("/v1/calibration/{policy}", GetAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("ListCalibrationsOfPolicy")
            .WithSummary("The same day by day for one policy, newest first: the last 500.")
            .WithQuery(From, To);
    }

    private static async Task<Ok<CalibrationsResponse>> ListAsync(CalibrationStore store, CancellationToken token) => Answer(await store.LatestAsync(token));

    private static async Task<Results<Ok<CalibrationsResponse>, ProblemHttpResult>> GetAsync(HttpContext context, string policy, CalibrationStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (from, to) = (query.Text(From), query.Text(To));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (!FigureQuery.TryDay(from, out var first) || !FigureQuery.TryDay(to, out var last))
            return Problems.InvalidRequest(FigureQuery.DaysExpected);
        return Answer(TextId.IsValid(policy) ? await store.OfAsync(policy, first, last, token) : []);
    }

    private static Ok<CalibrationsResponse> Answer(IReadOnlyList<CalibrationRow> rows) =>
        TypedResults.Ok(new CalibrationsResponse(CalibrationResponse.Caution, [.. rows.Select(row => row.ToResponse())]));
}
