namespace Moderation.Core.Enforcement.Gifts;

/// <summary>What becomes of a gift that an order does not let through.</summary>
public enum StoppedGift
{
    /// <summary>Its coins are kept until it is known whether the order was right.</summary>
    Hold,

    /// <summary>It is not made at all.</summary>
    Deny,
}

/// <summary>What becomes of a gift while it is not known what is in force.</summary>
public enum UnknownMemory
{
    /// <summary>It is let through: what is unknown does not enforce.</summary>
    FailOpen,

    /// <summary>It is denied. It cannot be held, because a hold rests on an order.</summary>
    FailClosed,
}

/// <summary>What becomes of a held gift whose orders ran out unreviewed.</summary>
public enum ExpiredHold
{
    /// <summary>The payer gets the coins back.</summary>
    Refund,

    /// <summary>The receiver gets them.</summary>
    Release,
}

/// <summary>How gifts are answered and held gifts settled.</summary>
public sealed record GiftRules
{
    /// <summary>Over how much time a cap of coins a minute counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of a gift of somebody whose gifts are frozen.</summary>
    public StoppedGift WhenFrozen { get; init; } = StoppedGift.Hold;

    /// <summary>What becomes of a gift that would pass a cap.</summary>
    public StoppedGift WhenOverCap { get; init; } = StoppedGift.Deny;

    /// <summary>What becomes of a gift while it is not known what is in force.</summary>
    public UnknownMemory WhenUnknown { get; init; } = UnknownMemory.FailOpen;

    /// <summary>After how much silence of enforcement it is not known what is in force.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What becomes of a held gift whose orders ran out unreviewed.</summary>
    public ExpiredHold WhenExpired { get; init; } = ExpiredHold.Refund;

    /// <summary>How long after the end of its orders a held gift waits for word of them.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer is remembered, so that the same gift asked again gets the same.</summary>
    public TimeSpan RememberAnswers { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a held gift is remembered, counted from when it was held, and from when it was settled.</summary>
    public TimeSpan RememberHolds { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most gifts remembered at once, and most gifts whose coins are counted at once.</summary>
    public int MaxGifts { get; init; } = 500_000;
}
