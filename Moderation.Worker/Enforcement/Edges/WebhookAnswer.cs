using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>A receipt as the body of an answer: <c>{"status": "applied" | "lifted" | "refused", "at"?: time, "detail"?: text}</c>.</summary>
internal sealed record WebhookAnswer
{
    private const int LongestDetail = 500;

    public required ReceiptStatus Status { get; init; }

    /// <summary>When the effect took place; null is now.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Detail { get; init; }

    /// <summary>Reads a body; null when it is no receipt.</summary>
    public static WebhookAnswer? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookAnswer);
            return answer?.Detail is { Length: > LongestDetail } detail ? answer with { Detail = detail[..LongestDetail] } : answer;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;
