using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Review;

internal static class CasePages
{
    public static void AddCasePages(this IServiceCollection services)
    {
        services.AddSingleton<SubjectPastReader>();
        services.AddSingleton<CasePastReader>();
        services.AddSingleton<CaseFileReader>();
    }

    public static void MapCasePages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/cases", ListAsync).Requires(Permission.ReadCases);
        console.MapGet("/cases/{id}", ShowAsync).Requires(Permission.ReadCases);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, CaseReader cases, ReviewerCare care, CancellationToken token)
    {
        var (readable, asked) = (care.Readable(caller), CaseQuery.Read(context.Request.Query));
        if (asked.Queue is { } queue && !readable.Contains(queue))
            return TypedResults.NotFound();
        IReadOnlyCollection<string> queues = asked.Queue is null ? readable : [asked.Queue];
        var filter = new CaseFilter(queues, asked.Open, asked.LiveId, asked.UserId, asked.Policy, asked.Mine ? caller.Pseudonym : null);
        var page = await cases.ListAsync(filter, asked.IsByPriority, asked.Cursor, CaseQuery.PageSize, token);
        return ConsolePage.Of<CasesPage>(new Dictionary<string, object?> { [nameof(CasesPage.Cases)] = page, [nameof(CasesPage.Asked)] = asked, [nameof(CasesPage.Queues)] = readable });
    }

    private static async Task<Results<RazorComponentResult<CasePage>, NotFound>> ShowAsync(string id, Caller caller, CaseFileReader files, CancellationToken token) =>
        await files.ReadAsync(caller, id, token) is { } file
            ? ConsolePage.Of<CasePage>(new Dictionary<string, object?> { [nameof(CasePage.File)] = file })
            : TypedResults.NotFound();
}
