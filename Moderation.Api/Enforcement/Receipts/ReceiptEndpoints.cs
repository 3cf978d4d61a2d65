using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Receipts;

internal static class ReceiptEndpoints
{
    private const string Scheme = "StandardWebhooks";

    public static void MapActionReceipts(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/action-receipts", PostAsync)
        .WithTags("Enforcement")
        .WithName("PostActionReceipts")
        .WithSummary("The platform's word on orders, for platforms without Kafka: one receipt or an array of up to 100, signed by the Standard Webhooks scheme. All are taken, or none.")
        .Accepts<ReceiptRequest[]>("application/json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ReceiptsResponse>, ProblemHttpResult>> PostAsync(
        HttpContext context, ReceiptDesk desk, ReceiptMetrics metrics, CancellationToken token)
    {
        if (!desk.IsOpen)
            return Closed();
        var bytes = new byte[ReceiptBody.MaxByteCount + 1];
        var count = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token);
        if (count > ReceiptBody.MaxByteCount)
            return Problems.Refused(ProblemTypes.InvalidReceipts, "The body is too long.", $"It has at most {ReceiptBody.MaxByteCount / 1024} KiB.", StatusCodes.Status413PayloadTooLarge);
        var headers = WebhookHeaders.Of(context.Request.Headers);
        if (desk.FindFault(headers, bytes.AsSpan(0, count)) is { } fault)
        {
            context.Response.Headers.WWWAuthenticate = Scheme;
            return Disbelieved(fault);
        }

        var (receipts, faults) = ReceiptBody.Read(bytes.AsMemory(0, count));
        if (faults.Count == 0)
            return TypedResults.Ok(new ReceiptsResponse(await desk.TakeAsync(headers.Id, receipts, token)));
        metrics.Invalid();
        return Invalid(faults);
    }

    private static ProblemHttpResult Closed() => Problems.Refused(
        ProblemTypes.NotSetUp, "Receipts are not taken over HTTP here.",
        $"The setting {ReceiptOptions.Section}:{nameof(ReceiptOptions.Secrets)} names no secret to believe them by. On Kafka they are taken from {TopicNames.ActionReceipts}.",
        StatusCodes.Status404NotFound);

    private static ProblemHttpResult Disbelieved(WebhookFault fault) => Problems.Refused(
        ProblemTypes.SignatureRefused, "The receipts are not believed.",
        fault switch
        {
            WebhookFault.Malformed =>
                $"The headers {WebhookSignature.IdHeader}, {WebhookSignature.TimeHeader} (seconds since 1970) and {WebhookSignature.SignatureHeader} must each be there once, in the form of the Standard Webhooks specification.",
            WebhookFault.NotNow => $"{WebhookSignature.TimeHeader} is more than {WebhookSignature.Tolerance.TotalMinutes:0} minutes away from this service's clock.",
            _ => $"No signature in {WebhookSignature.SignatureHeader} is over these bytes with a secret that is known here: v1,base64(HMAC-SHA256(id.timestamp.body)).",
        },
        StatusCodes.Status401Unauthorized);

    private static ProblemHttpResult Invalid(IReadOnlyList<ReceiptFault> faults) => TypedResults.Problem(
        type: ProblemTypes.InvalidReceipts,
        title: "The receipts cannot be used.",
        detail: $"None of them was taken. {string.Join(" ", faults.Select(fault => $"{fault.Index}: {fault.Says}."))}",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["faults"] = faults });
}

/// <summary>The platform's word on one order.</summary>
public sealed record ReceiptRequest
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>What became of it.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>When the effect took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>More, where the platform tells.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of the receipts of a request.</summary>
/// <param name="Taken">How many the broker has taken now; 0 when the webhook with this id was taken before.</param>
public sealed record ReceiptsResponse(int Taken);
