using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Client.Enforcement;

/// <summary>A gift that the platform is about to make.</summary>
public sealed record GiftAuthorizationRequest
{
    /// <summary>The platform's id of the gift, unique in its live; the same id is the same gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>The live.</summary>
    public required string LiveId { get; init; }

    /// <summary>Who pays.</summary>
    public required string PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required string ReceiverId { get; init; }

    /// <summary>The receiver's account; without it, orders about an account are not found.</summary>
    public string? ReceiverUserId { get; init; }

    /// <summary>Price in coins, at least 1.</summary>
    public required long Coins { get; init; }
}

/// <summary>What the platform may do with a gift.</summary>
public sealed record GiftAuthorizationResponse
{
    /// <summary>What it may do.</summary>
    public required GiftDecision Decision { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }

    /// <summary>The orders in force that it rests on.</summary>
    public required IReadOnlyList<JsonElement> Orders { get; init; }

    /// <summary>For a denied gift: after how many seconds the same id may be asked for again; null for never.</summary>
    public required int? RetryAfterSeconds { get; init; }

    /// <summary>For a held gift: when its orders end by themselves, if nothing renews them. A settlement follows.</summary>
    public required DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>What the platform may do with a gift.</summary>
[JsonConverter(typeof(WordConverter<GiftDecision>))]
public enum GiftDecision
{
    Allow,
    Hold,
    Deny,
}
