using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Quality;

internal static class QualityEndpoints
{
    private static readonly string[] Outcomes = [.. WireWord.All<CaseOutcome>()];

    public static void MapQuality(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/cases/{id}:golden", OpenGoldenAsync)
            .Requires(Permission.MeasureQuality)
            .WithTags("Review")
            .WithName("OpenGoldenCases")
            .WithSummary("Puts a decided case, whose right answer is known, among the second looks of so many reviewers. Nothing follows from what they say but the figures of /v1/review/agreement.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        MapAgreement(endpoints);
    }

    private static async Task<Results<Ok<GoldenResponse>, ProblemHttpResult>> OpenGoldenAsync(string id, GoldenRequest body, Caller caller, GoldenCases golden, CancellationToken token)
    {
        if (body.Copies is < 1 or > GoldenCases.MaxCopies || body.ExpectedOutcome == CaseOutcome.Undecided)
            return Problems.InvalidRequest($"'copies' is from 1 to {GoldenCases.MaxCopies}, and 'expectedOutcome' upheld or overturned.");
        if (!TextId.IsValid(id) || await golden.OpenAsync(caller, id, body.ExpectedOutcome, body.Copies, token) is not { } opened)
            return Problems.NotFound("case of reports", id);
        return opened.Count > 0
            ? TypedResults.Ok(new GoldenResponse(opened))
            : Problems.Refused(ProblemTypes.CaseRefused, "It is not decided.", "What is right is known of decided cases only.", StatusCodes.Status409Conflict);
    }

    private static void MapAgreement(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/review/agreement", ReadAsync)
        .Requires(Permission.MeasureQuality)
        .WithTags("Review")
        .WithName("ReadAgreement")
        .WithSummary("How well reviewers agree with second looks that knew nothing of the first (Cohen's kappa with its 95 % interval), and with golden cases; in all, by queue and by reviewer.")
        .WithQuery(QueryParameter.Queue, QueryParameter.Since);

    private static async Task<Results<Ok<AgreementResponse>, ProblemHttpResult>> ReadAsync(HttpContext context, AgreementStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (queue, since) = (query.Text(QueryParameter.Queue), query.Time(QueryParameter.Since));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var pairs = await store.PairsAsync(queue, since, token);
        var seconds = pairs.Where(pair => !pair.IsGolden).ToList();
        return TypedResults.Ok(new AgreementResponse
        {
            All = Measure(seconds),
            ByQueue = [.. seconds.GroupBy(pair => pair.Queue).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new AgreementPart(group.Key, Measure(group)))],
            // Whoever looked first and whoever looked second were both part of it.
            ByReviewer =
            [
                .. seconds.SelectMany(pair => new[] { (Who: pair.FirstReviewer, pair), (Who: (string?)pair.SecondReviewer, pair) }).Where(part => part.Who is not null)
                    .GroupBy(part => part.Who!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new AgreementPart(group.Key, Measure(group.Select(part => part.pair)))),
            ],
            Golden =
            [
                .. pairs.Where(pair => pair.IsGolden).GroupBy(pair => pair.SecondReviewer).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new GoldenRecord(group.Key, group.Sum(pair => pair.Count), group.Where(pair => pair.FirstOutcome == pair.SecondOutcome).Sum(pair => pair.Count))),
            ],
        });
    }

    /// <summary>Agreement out of pairs that were counted.</summary>
    public static Agreement Measure(IEnumerable<JudgedPairRow> pairs)
    {
        var counts = new long[Outcomes.Length, Outcomes.Length];
        foreach (var pair in pairs)
            counts[Array.IndexOf(Outcomes, pair.FirstOutcome), Array.IndexOf(Outcomes, pair.SecondOutcome)] += pair.Count;
        return Agreement.Of(counts);
    }
}

/// <summary>Asks for golden cases.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GoldenRequest
{
    /// <summary>What is right: <c>upheld</c> or <c>overturned</c>.</summary>
    public required CaseOutcome ExpectedOutcome { get; init; }

    /// <summary>How many reviewers are asked.</summary>
    public int Copies { get; init; } = 1;
}

/// <summary>The golden cases that were opened.</summary>
/// <param name="CaseIds">Their ids.</param>
public sealed record GoldenResponse(IReadOnlyList<CaseId> CaseIds);

/// <summary>How well reviewers agree.</summary>
public sealed record AgreementResponse
{
    /// <summary>Over all second looks.</summary>
    public required Agreement All { get; init; }

    /// <summary>By the first case's queue.</summary>
    public required IReadOnlyList<AgreementPart> ByQueue { get; init; }

    /// <summary>By reviewer, with everybody that they were paired with.</summary>
    public required IReadOnlyList<AgreementPart> ByReviewer { get; init; }

    /// <summary>What each reviewer made of golden cases.</summary>
    public required IReadOnlyList<GoldenRecord> Golden { get; init; }
}

/// <summary>Agreement in one part.</summary>
/// <param name="Name">The queue, or the reviewer's pseudonym.</param>
/// <param name="Agreement">The agreement.</param>
public sealed record AgreementPart(string Name, Agreement Agreement);

/// <summary>What a reviewer made of golden cases.</summary>
/// <param name="Reviewer">The reviewer's pseudonym.</param>
/// <param name="Judged">How many were judged.</param>
/// <param name="Right">How many as expected.</param>
public sealed record GoldenRecord(string Reviewer, long Judged, long Right);
