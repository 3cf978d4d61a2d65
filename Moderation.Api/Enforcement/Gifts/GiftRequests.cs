using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.Api.Http;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>A gift that the platform is about to make.</summary>
public sealed record GiftAuthorizationRequest
{
    /// <summary>The platform's id of the gift, unique in its live; the same id is the same gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

    /// <summary>The receiver's account; without it, orders about an account are not found.</summary>
    public UserId? ReceiverUserId { get; init; }

    /// <summary>Price in coins, at least 1.</summary>
    public required long Coins { get; init; }

    internal GiftRequest ToGift() => new()
    {
        GiftId = GiftId, LiveId = LiveId, PayerId = PayerId, ReceiverId = ReceiverId, ReceiverUserId = ReceiverUserId, Coins = Coins,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, AllowDuplicateProperties = false, MaxDepth = 4,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GiftAuthorizationRequest))]
internal sealed partial class GiftRequestJson : JsonSerializerContext;

/// <summary>A gift out of a request's body, or what is wrong with it.</summary>
/// <param name="Gift">The gift.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record GiftBody(GiftRequest? Gift, ProblemHttpResult? Problem)
{
    public const string MediaType = "application/json";

    // Five ids of 128 characters and a number, with room for spaces.
    private const int MaxByteCount = 4096;

    public static async Task<GiftBody> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, $"Send the gift as {MediaType}.");
        return await BoundedBody.ReadAsync(request, MaxByteCount, Read, token)
            ?? Refuse(StatusCodes.Status413PayloadTooLarge, $"The body of a gift has at most {MaxByteCount} bytes.");
    }

    private static GiftBody Read(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var gift = JsonSerializer.Deserialize(ref reader, GiftRequestJson.Default.GiftAuthorizationRequest)?.ToGift();
            // Throws where the body goes on behind the gift.
            _ = reader.Read();
            return gift?.FindFault() is { } fault
                ? Refuse(StatusCodes.Status400BadRequest, $"The gift cannot be used: {fault}.")
                : gift is null ? Refuse(StatusCodes.Status400BadRequest, "The body is null.") : new GiftBody(gift, null);
        }
        catch (JsonException e)
        {
            return Refuse(StatusCodes.Status400BadRequest, $"The gift cannot be read: {JsonFaults.Explain(e)}.");
        }
    }

    private static GiftBody Refuse(int status, string detail) =>
        new(null, Problems.Refused(ProblemTypes.InvalidRequest, "The request cannot be used.", detail, status));
}
