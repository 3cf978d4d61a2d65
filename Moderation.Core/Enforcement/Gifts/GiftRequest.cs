using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>One gift, by the platform's id in its live.</summary>
/// <param name="LiveId">The live.</param>
/// <param name="GiftId">The platform's id of the gift.</param>
public readonly record struct GiftKey(LiveId LiveId, string GiftId);

/// <summary>A gift that the platform asks about, or was told of.</summary>
public sealed record GiftRequest
{
    /// <summary>Most coins of one gift; with it no sum over a window overflows.</summary>
    public const long MostCoins = 1_000_000_000_000;

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

    /// <summary>The receiver's account, where the platform tells.</summary>
    public UserId? ReceiverUserId { get; init; }

    /// <summary>Price in coins, from 1 to <see cref="MostCoins"/>.</summary>
    public required long Coins { get; init; }

    /// <summary>Live and id.</summary>
    public GiftKey Key => new(LiveId, GiftId);

    /// <summary>The gift of a hold.</summary>
    /// <param name="hold">The hold.</param>
    public static GiftRequest Of(GiftHoldRecord hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return new GiftRequest
        {
            LiveId = hold.LiveId, GiftId = hold.GiftId, PayerId = hold.PayerId, ReceiverId = hold.ReceiverId, ReceiverUserId = hold.ReceiverUserId, Coins = hold.Coins,
        };
    }

    /// <summary>A gift that was sent.</summary>
    /// <param name="gift">The record of it.</param>
    public static GiftRequest Of(GiftRecord gift)
    {
        ArgumentNullException.ThrowIfNull(gift);
        return new GiftRequest
        {
            LiveId = gift.LiveId, GiftId = gift.GiftId, PayerId = gift.PayerId, ReceiverId = gift.ReceiverId, ReceiverUserId = gift.ReceiverUserId,
            Coins = Math.Min(gift.Coins, MostCoins),
        };
    }

    /// <summary>Says what is wrong with it; null when nothing is.</summary>
    public string? FindFault() => this switch
    {
        { Coins: < 1 or > MostCoins } => $"coins must be from 1 to {MostCoins}",
        _ when !TextId.IsValid(GiftId) => $"giftId must be 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : -",
        _ => null,
    };

    /// <summary>Whether a subject is a side of this gift: who receives or who pays, both of them, or the live.</summary>
    /// <remarks>A pair is both sides, whoever of the two pays. An account in the chat is on no side of a gift.</remarks>
    /// <param name="subject">The subject, in the same live.</param>
    public bool Concerns(SubjectRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Kind switch
        {
            SubjectKind.Live => true,
            SubjectKind.Participant => subject.ParticipantId == ReceiverId || (subject.UserId is { } user && user == ReceiverUserId),
            SubjectKind.Gifter => subject.UserId == PayerId,
            SubjectKind.Pair => ReceiverUserId is { } receiver
                && ((subject.UserId == PayerId && subject.OtherUserId == receiver) || (subject.UserId == receiver && subject.OtherUserId == PayerId)),
            _ => false,
        };
    }

    /// <summary>Whether another request under the same id can be the same gift asked again.</summary>
    /// <param name="other">The other request.</param>
    public bool IsRepeatedBy(GiftRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return PayerId == other.PayerId && ReceiverId == other.ReceiverId && Coins == other.Coins;
    }
}
