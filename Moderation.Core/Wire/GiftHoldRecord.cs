using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>A gift that was held back: the coins are the payer's no longer, and nobody's yet. Value of <see cref="TopicNames.GiftHolds"/>, key is the live.</summary>
public sealed record GiftHoldRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift; there is one hold for it at most.</summary>
    public required string GiftId { get; init; }

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

    /// <summary>The receiver's account, where the platform tells.</summary>
    public UserId? ReceiverUserId { get; init; }

    /// <summary>Price in coins.</summary>
    public required long Coins { get; init; }

    /// <summary>When it was held.</summary>
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>The latest time at which one of those orders ends by itself.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The orders in force that held it.</summary>
    public required IReadOnlyList<ActionId> Orders { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => this switch
    {
        { Coins: < 1 } => "coins must be at least 1",
        { Orders.Count: 0 } => "a hold rests on an order",
        _ when !TextId.IsValid(GiftId) => "giftId is no id",
        _ => null,
    };
}
