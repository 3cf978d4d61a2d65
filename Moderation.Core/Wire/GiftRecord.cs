using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>One gift. Value of <see cref="TopicNames.Gifts"/>, key is the live.</summary>
public sealed record GiftRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

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
        { Currency.Length: not 3 } => "currency must be an ISO 4217 code",
        _ => null,
    };
}
