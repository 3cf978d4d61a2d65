using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Moderation.Api.Http;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>A live that asks to be sent. An ingest server sends more fields, which are not looked at.</summary>
public sealed record StreamAuthorizationRequest
{
    /// <summary>Name of the stream, which is the id of the live.</summary>
    public string? Name { get; init; }

    /// <summary>Application of the ingest server.</summary>
    public string? App { get; init; }
}

/// <summary>A live that may be sent.</summary>
/// <param name="Reason">Why.</param>
public sealed record StreamAuthorizationResponse(Reason Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(StreamAuthorizationRequest))]
internal sealed partial class StreamRequestJson : JsonSerializerContext;

/// <summary>Answers ingest servers from memory.</summary>
internal sealed class StreamAuthorizer(RestrictionWatch watch, GiftRules rules, TimeProvider time)
{
    public StreamAnswer Ask(LiveId live) => StreamGate.Ask(live, watch, rules.WhenUnknown, time.GetUtcNow());

    public static ProblemHttpResult Refusal(StreamAnswer answer) => TypedResults.Problem(
        type: ProblemTypes.StreamStopped,
        title: "The live must not be sent.",
        detail: answer.Reason.Text,
        statusCode: StatusCodes.Status403Forbidden,
        extensions: new Dictionary<string, object?> { ["reason"] = answer.Reason, ["orders"] = answer.Orders, ["until"] = answer.Until });
}

/// <summary>The live out of a request's body, or what is wrong with it.</summary>
/// <param name="Live">The live.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record StreamBody(LiveId? Live, ProblemHttpResult? Problem)
{
    public const string FormType = "application/x-www-form-urlencoded";

    // An encoder may put long arguments behind the stream's name.
    private const int MaxByteCount = 16 * 1024;

    public static async Task<StreamBody> ReadAsync(HttpRequest request, CancellationToken token)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        var isForm = string.Equals(type, FormType, StringComparison.OrdinalIgnoreCase);
        if (!isForm && !string.Equals(type, GiftBody.MediaType, StringComparison.OrdinalIgnoreCase))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, $"Send {FormType} or {GiftBody.MediaType}.");
        return await BoundedBody.ReadAsync<StreamBody>(request, MaxByteCount, isForm ? ReadForm : ReadJson, token)
            ?? Refuse(StatusCodes.Status413PayloadTooLarge, $"The body has at most {MaxByteCount} bytes.");
    }

    private static StreamBody ReadForm(ReadOnlySequence<byte> bytes) => Of(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes)).GetValueOrDefault("name"));

    private static StreamBody ReadJson(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            return Of(JsonSerializer.Deserialize(ref reader, StreamRequestJson.Default.StreamAuthorizationRequest)?.Name);
        }
        catch (JsonException e)
        {
            return Refuse(StatusCodes.Status400BadRequest, $"The body cannot be read: {JsonFaults.Explain(e)}.");
        }
    }

    private static StreamBody Of(string? name) => TextId.TryParse<LiveId>(name, out var live)
        ? new StreamBody(live, null)
        : Refuse(StatusCodes.Status400BadRequest, $"The field 'name' must be the id of the live: 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : -");

    private static StreamBody Refuse(int status, string detail) =>
        new(null, Problems.Refused(ProblemTypes.InvalidRequest, "The request cannot be used.", detail, status));
}
