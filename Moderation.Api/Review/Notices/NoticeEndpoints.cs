using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Hosting;
using Moderation.Api.Http;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Review.Notices;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Notices;

internal static class NoticeEndpoints
{
    private static readonly QueryParameter Language = new(
        "language", "Language of the notice; en if absent.",
        () => QueryParameter.WordSchema(WireWord.All<NoticeLanguage>()));

    public static void AddNotices(this IServiceCollection services)
    {
        services.AddCheckedOptions<NoticeOptions>(NoticeOptions.Section);
        services.AddSingleton<NoticePreview>();
    }

    public static void MapNotices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/actions/{id}/notice", GetAsync)
            .Requires(Permission.ReadStatements)
            .WithTags("Review")
            .WithName("GetNotice")
            .WithSummary("What whoever an order concerns is told: what is done, why, until when, and how to contest it.")
            .WithQuery(Language)
            .ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapGet("/v1/cases/{id}/notice-preview", PreviewAsync)
            .Requires(Permission.ReadCases)
            .WithTags("Review")
            .WithName("PreviewNotices")
            .WithSummary("What the subject of a case would be told if somebody confirmed it now: a notice for each order that waits.")
            .WithQuery(Language)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<SubjectNotice>, ProblemHttpResult>> GetAsync(
        HttpContext context, string id, StatementStore store, StatementDesk desk, IOptions<NoticeOptions> options, CancellationToken token)
    {
        var query = new QueryReader(context);
        var language = query.Word<NoticeLanguage>(Language) ?? NoticeLanguage.En;
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (!TextId.IsValid(id) || await store.FindAsync(id, token) is not { } row)
            return Problems.NotFound("action", id);
        return TypedResults.Ok(NoticeWriter.Write(
            new NoticeFacts
            {
                Order = row.ToRecord(),
                Sheet = await desk.SheetAsync(row, token),
                ReleasedAt = row.ReleasedAt,
                IsConfirmedByPerson = row.IsConfirmedByPerson,
                AppealAddress = options.Value.AppealAddress,
            },
            language));
    }

    private static async Task<Results<Ok<NoticePreviewResponse>, ProblemHttpResult>> PreviewAsync(
        HttpContext context, string id, Caller caller, CaseReader cases, NoticePreview preview, CancellationToken token)
    {
        var query = new QueryReader(context);
        var language = query.Word<NoticeLanguage>(Language) ?? NoticeLanguage.En;
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        return await cases.ReadAsync(caller, id, token) is { } read
            ? TypedResults.Ok(new NoticePreviewResponse { CaseId = read.Detail.Case.CaseId, Notices = await preview.ReadAsync(read, language, token) })
            : Problems.NotFound("case", id);
    }
}

/// <summary>What the subject of a case would be told.</summary>
public sealed record NoticePreviewResponse
{
    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>A notice for each order that the newest report with any proposes; empty where none waits. Their times begin now, and where an address names the order, words say that its reference will stand there.</summary>
    public required IReadOnlyList<SubjectNotice> Notices { get; init; }
}
