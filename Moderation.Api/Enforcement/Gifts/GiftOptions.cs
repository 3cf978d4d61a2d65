using System.ComponentModel.DataAnnotations;
using Moderation.Core.Enforcement.Gifts;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>How gifts are answered and held gifts settled. Section <c>Enforcement:Gifts</c>.</summary>
internal sealed class GiftOptions
{
    public const string Section = "Enforcement:Gifts";

    /// <summary>What becomes of a gift whose receiver, payer or live has gifts frozen.</summary>
    [EnumDataType(typeof(StoppedGift))]
    public StoppedGift WhenFrozen { get; init; } = StoppedGift.Hold;

    /// <summary>What becomes of a gift that would pass a cap of coins a minute.</summary>
    [EnumDataType(typeof(StoppedGift))]
    public StoppedGift WhenOverCap { get; init; } = StoppedGift.Deny;

    /// <summary>What becomes of gifts, and of lives that ask to begin, while it is not known what is in force, and of a gift whose hold cannot be written down.</summary>
    [EnumDataType(typeof(UnknownMemory))]
    public UnknownMemory WhenUnknown { get; init; } = UnknownMemory.FailOpen;

    /// <summary>After how much silence of enforcement, which speaks once a second, it is not known what is in force.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the broker to take the record of a hold before <see cref="WhenUnknown"/> answers in its place.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan HoldWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What becomes of a held gift whose orders ran out and were neither confirmed by people nor taken back.</summary>
    [EnumDataType(typeof(ExpiredHold))]
    public ExpiredHold WhenExpired { get; init; } = ExpiredHold.Refund;

    /// <summary>How long after the end of its orders a held gift waits for word of what became of them.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer is remembered, so that the same gift asked again gets the same.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan RememberAnswers { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a held gift is remembered, counted from when it was held, and from when it was settled.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan RememberHolds { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most gifts remembered at once, and most gifts whose coins are counted at once; about half a kilobyte each.</summary>
    [Range(1_000, 50_000_000)]
    public int MaxGifts { get; init; } = 500_000;

    /// <summary>How many of the newest records of each partition of gifts, holds and settlements are read at the start.</summary>
    [Range(0, 10_000_000)]
    public int ReadBack { get; init; } = 10_000;

    public GiftRules ToRules() => new()
    {
        WhenFrozen = WhenFrozen,
        WhenOverCap = WhenOverCap,
        WhenUnknown = WhenUnknown,
        UnknownAfter = UnknownAfter,
        WhenExpired = WhenExpired,
        Grace = Grace,
        RememberAnswers = RememberAnswers,
        RememberHolds = RememberHolds,
        MaxGifts = MaxGifts,
    };
}
