using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports.Calibration;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.PolicyReports.Written;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.PolicyReports;

internal static class ReportPages
{
    public static void MapReportPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/reports", (HttpContext context, ReportReader reader, CancellationToken token) => ShowAsync(context, reader, null, token)).Requires(Permission.ReadPolicies);
        console.MapGet("/reports/{theme}", (HttpContext context, string theme, ReportReader reader, CancellationToken token) =>
            WireWord.All<FigureTheme>().Contains(theme) ? ShowAsync(context, reader, WireWord.Parse<FigureTheme>(theme), token) : Task.FromResult<IResult>(TypedResults.NotFound()))
            .Requires(Permission.ReadPolicies);
        console.MapGet("/reports/daily", async (WrittenReportStore reports, CancellationToken token) => ConsolePage.Of<WrittenReportsPage>(new Dictionary<string, object?>
        {
            [nameof(WrittenReportsPage.Reports)] = (IReadOnlyList<WrittenReportResponse>)[.. (await reports.ListAsync(token)).Select(row => row.ToResponse())],
        })).Requires(Permission.ReadPolicies);
        MapWritten(console, "/reports/daily/{day}", WrittenReportKind.Daily);
        MapWritten(console, "/reports/weekly/{day}", WrittenReportKind.Weekly);
    }

    private static void MapWritten(IEndpointRouteBuilder console, string path, WrittenReportKind kind) => console
        .MapGet(path, (HttpContext context, string day, WrittenReportStore reports, CancellationToken token) => OpenAsync(context, kind, day, reports, token))
        .Requires(Permission.ReadPolicies);

    private static async Task<IResult> OpenAsync(HttpContext context, WrittenReportKind kind, string day, WrittenReportStore reports, CancellationToken token) =>
        FigureQuery.TryDay(day, out var first) && first is not null
        && await reports.FindAsync(kind, first.Value, Language.Of(context.Request).Language, token) is { } html
            ? WrittenPage.Answer(context.Response, html)
            : TypedResults.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext context, ReportReader reader, FigureTheme? theme, CancellationToken token)
    {
        var (asked, fault) = reader.Read(context);
        if (asked is not { } scope)
            return ConsolePage.Of<ProblemPage>(
                new Dictionary<string, object?> { [nameof(ProblemPage.Status)] = StatusCodes.Status400BadRequest, [nameof(ProblemPage.Detail)] = fault }, StatusCodes.Status400BadRequest);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ThemePage.Range)] = scope,
            [nameof(ThemePage.Figures)] = await reader.FiguresAsync(scope, theme, token),
            [nameof(ThemePage.Policies)] = await reader.PoliciesAsync(token),
            [nameof(ThemePage.Queues)] = reader.Queues,
        };
        if (theme is null)
            return ConsolePage.Of<ReportsPage>(parameters);
        parameters[nameof(ThemePage.Theme)] = theme.Value;
        if (theme == FigureTheme.Models)
            parameters[nameof(ThemePage.Calibration)] = await reader.CalibrationAsync(scope.Policy, token);
        return ConsolePage.Of<ThemePage>(parameters);
    }
}

/// <summary>What pages of figures are drawn from.</summary>
internal sealed class ReportReader(FigureDesk desk, CalibrationStore calibration, PolicyStore policies, QueueBook queues, TimeProvider time)
{
    public IReadOnlyList<string> Queues => [.. queues.Queues.Select(queue => queue.Name)];

    public Task<IReadOnlyList<Figure>> FiguresAsync(FigureScope scope, FigureTheme? theme, CancellationToken token) => desk.ReadAsync(scope, theme, token);

    /// <summary>What verdicts said of beliefs when it was written down last.</summary>
    public async Task<IReadOnlyList<CalibrationResponse>> CalibrationAsync(string? policy, CancellationToken token) =>
        [.. (await calibration.LatestAsync(token)).Where(row => policy is null || row.PolicyName == policy).Select(row => row.ToResponse())];

    public async Task<IReadOnlyList<string>> PoliciesAsync(CancellationToken token) => [.. (await policies.AllAsync(token)).Select(policy => policy.Name).Order(StringComparer.Ordinal)];

    /// <summary>What a page was asked for; else why it cannot be shown.</summary>
    /// <remarks>Forms send fields that were left empty, and the language stands beside them; programs must not misspell, people cannot.</remarks>
    public (FigureScope? Scope, string? Fault) Read(HttpContext context) =>
        FigureQuery.Read(Text(context, "from"), Text(context, "to"), Text(context, "policy"), Text(context, "queue"), time);

    private static string? Text(HttpContext context, string name) => context.Request.Query[name].FirstOrDefault() is { Length: > 0 and <= QueryParameter.MaxTextLength } text ? text : null;
}
