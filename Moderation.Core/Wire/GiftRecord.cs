using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What happened to a gift.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GiftEvent>))]
public enum GiftEvent
{
    /// <summary>It was sent.</summary>
    Sent,

    /// <summary>The platform paid it back.</summary>
    Refunded,

    /// <summary>The payer's bank took it back.</summary>
    ChargedBack,
}

/// <summary>One gift, sent or taken back. Value of <see cref="TopicNames.Gifts"/>, key is the live.</summary>
public sealed record GiftRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>When that happened: when it was sent, or taken back.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened. A gift that is taken back is told of again, with the same id, under the live it was sent in.</summary>
    public GiftEvent Event { get; init; } = GiftEvent.Sent;

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

    /// <summary>The receiver's account, where the platform tells; what is known across lives needs it.</summary>
    public UserId? ReceiverUserId { get; init; }

    /// <summary>The payer's team, if any.</summary>
    public string? PayerTeamId { get; init; }

    /// <summary>The receiver's team, if any.</summary>
    public string? ReceiverTeamId { get; init; }

    /// <summary>Price in coins, at least 1.</summary>
    public required long Coins { get; init; }

    /// <summary>Price in the smallest unit of <see cref="Currency"/>, at least 0.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>The match it counts for, if any.</summary>
    public string? MatchId { get; init; }

    /// <summary>Whether the payment instrument was stored, not entered; null where the platform does not tell.</summary>
    public bool? StoredInstrument { get; init; }

    /// <summary>Whether the instrument belongs to somebody else than the account; null where the platform does not tell.</summary>
    public bool? ThirdPartyInstrument { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => this switch
    {
        { Coins: < 1 } => "coins must be at least 1",
        { AmountMinor: < 0 } => "amountMinor must not be negative",
        _ when !TextId.IsValid(GiftId) => "giftId is no id",
        { Currency.Length: not 3 } => "currency must be an ISO 4217 code",
        _ => null,
    };
}
