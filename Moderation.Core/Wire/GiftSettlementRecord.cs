using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Where the coins of a gift that was held go.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GiftSettlement>))]
public enum GiftSettlement
{
    /// <summary>To the receiver: the gift is delivered after all.</summary>
    Released,

    /// <summary>Back to the payer.</summary>
    Refunded,
}

/// <summary>What becomes of a gift that was held; said once for each. Value of <see cref="TopicNames.GiftSettlements"/>, key is the live.</summary>
public sealed record GiftSettlementRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift; the platform's idempotency key.</summary>
    public required string GiftId { get; init; }

    /// <summary>Where the coins go.</summary>
    public required GiftSettlement Settlement { get; init; }

    /// <summary>How many.</summary>
    public required long Coins { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }
}
