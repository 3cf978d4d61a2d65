using System.Globalization;
using Confluent.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;

namespace Moderation.Api.Projections.DeadLetters;

/// <summary>Records that could not be used: what they are, what they say, and sending them again.</summary>
internal static class DeadLetterEndpoints
{
    public static void AddDeadLetters(this IServiceCollection services)
    {
        services.AddSingleton<DeadLetterReader>();
        services.AddSingleton<DeadLetterDesk>();
    }

    public static void MapDeadLetters(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/dead-letters").Requires(Permission.Metrics).WithTags("Projections");
        group.MapGet("", ListAsync)
            .WithName("ListDeadLetters")
            .WithSummary("Records that could not be used, newest first, with the reason and without what they say. Read from the broker.")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Map(group.MapGet("{partition}/{offset}/content", OpenAsync), "OpenDeadLetter", "What the record says, where it is text. Who looked is in the audit log.");
        Map(group.MapPost("{partition}/{offset}/redrive", RedriveAsync), "RedriveDeadLetter", "Writes the record again to its topic and partition, as it was. Who did is in the audit log.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static RouteHandlerBuilder Map(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .Requires(Permission.HandleDeadLetters)
        .WithName(name)
        .WithSummary(summary)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>A page as programs and the console get it.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    internal static async Task<Page<DeadLetterResponse>> ReadAsync(DeadLetterReader reader, DeadLetterDesk desk, Cursor? cursor, int limit, CancellationToken token)
    {
        var page = await reader.PageAsync(cursor is { } at ? Ends(at.Id) : null, limit, token);
        var redriven = await desk.RedrivenAsync(page.Letters, token);
        return new Page<DeadLetterResponse>
        {
            Items = [.. page.Letters.Select(letter => DeadLetterResponse.Of(letter, redriven))],
            NextCursor = page.Ends is { } ends ? new Cursor(DateTimeOffset.UnixEpoch, string.Join('.', ends.Select(end => end.ToString(CultureInfo.InvariantCulture)))).ToString() : null,
        };
    }

    private static async Task<Results<Ok<Page<DeadLetterResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, DeadLetterReader reader, DeadLetterDesk desk, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        try
        {
            return TypedResults.Ok(await ReadAsync(reader, desk, cursor, limit, token));
        }
        catch (KafkaException e)
        {
            return Away(e);
        }
    }

    private static async Task<Results<Ok<DeadLetterContentResponse>, ProblemHttpResult>> OpenAsync(int partition, long offset, Caller caller, DeadLetterDesk desk, CancellationToken token)
    {
        try
        {
            var outcome = await desk.OpenAsync(partition, offset, caller.Name, token);
            return outcome.Original is { Message.Value: var value }
                ? TypedResults.Ok(new DeadLetterContentResponse(DeadLetterDesk.Text(value) ?? $"({value!.Length} bytes that are no text)"))
                : Refused(outcome, partition, offset);
        }
        catch (KafkaException e)
        {
            return Away(e);
        }
    }

    private static async Task<Results<Ok<RedrivenResponse>, ProblemHttpResult>> RedriveAsync(
        HttpRequest request, int partition, long offset, RedriveRequest body, DeadLetterDesk desk, CancellationToken token)
    {
        if (RequestActor.Read(request, body.Actor, body.Note, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (string.IsNullOrWhiteSpace(body.Note))
            return Problems.InvalidRequest("Say in 'note' why it will be taken this time.");
        try
        {
            var outcome = await desk.RedriveAsync(partition, offset, actor, body.Note.Trim(), token);
            return outcome.Original is { } original ? TypedResults.Ok(new RedrivenResponse(original.Topic, original.Partition.Value)) : Refused(outcome, partition, offset);
        }
        catch (KafkaException e)
        {
            return Away(e);
        }
    }

    // Not a number: the cursor of another list. It then leads nowhere, as any place that is not there.
    private static long[] Ends(string id) => [.. id.Split('.').Select(end => long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0)];

    private static ProblemHttpResult Refused(LetterOutcome outcome, int partition, long offset) => outcome.Refusal is { } refusal
        ? Problems.Refused(ProblemTypes.StepRefused, "That cannot be done now.", refusal, StatusCodes.Status409Conflict)
        : Problems.Refused(ProblemTypes.NotFound, "Not found.", $"There is no dead letter that can be read at {partition}@{offset}.", StatusCodes.Status404NotFound);

    private static ProblemHttpResult Away(KafkaException e) =>
        Problems.Refused(ProblemTypes.BrokerUnavailable, "The broker does not answer.", e.Error.Reason, StatusCodes.Status503ServiceUnavailable);
}
