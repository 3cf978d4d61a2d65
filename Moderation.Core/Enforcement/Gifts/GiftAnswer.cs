using System.Text.Json.Serialization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>What the platform may do with a gift.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GiftDecision>))]
public enum GiftDecision
{
    /// <summary>Take the coins and deliver the gift.</summary>
    Allow,

    /// <summary>Take the coins and keep them; a settlement says where they go.</summary>
    Hold,

    /// <summary>Take nothing.</summary>
    Deny,
}

/// <summary>The answer to one gift.</summary>
public sealed record GiftAnswer
{
    /// <summary>What the platform may do.</summary>
    public required GiftDecision Decision { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }

    /// <summary>The orders in force that it rests on; empty where none does.</summary>
    public IReadOnlyList<ActionId> Orders { get; init; } = [];

    /// <summary>For a denied gift: from when on it may be asked for again under the same id; null for never.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>For a held gift: the latest time at which one of the orders ends by itself; a renewal holds it on.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>An answer, and whether it may be given yet.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="MustBeWritten">Whether it is a hold whose record nobody has acknowledged yet; until then it is not to be given.</param>
public readonly record struct GiftTurn(GiftAnswer Answer, bool MustBeWritten);

/// <summary>Every code that the reason of an answer can have.</summary>
public static class GiftReasons
{
    /// <summary>Nothing in force concerns the gift, or it stays within every cap.</summary>
    public const string Unrestricted = "unrestricted";

    /// <summary>What is in force is not known.</summary>
    public const string MemoryUnknown = "memory_unknown";

    /// <summary>The gift was sent already.</summary>
    public const string AlreadySent = "already_sent";

    /// <summary>The live is paused or was ended.</summary>
    public const string LiveStopped = "live_stopped";

    /// <summary>Gifts of one of its sides are frozen.</summary>
    public const string Frozen = "frozen";

    /// <summary>It would pass a cap of coins a minute.</summary>
    public const string OverCap = "over_cap";

    /// <summary>It was held before.</summary>
    public const string Held = "held";

    /// <summary>It was held and then released.</summary>
    public const string Released = "released";

    /// <summary>It was held and then refunded.</summary>
    public const string Refunded = "refunded";

    /// <summary>It was to be held, but that could not be written down.</summary>
    public const string HoldNotWritten = "hold_not_written";

    /// <summary>Another gift has the same id.</summary>
    public const string IdUsed = "id_used";
}
