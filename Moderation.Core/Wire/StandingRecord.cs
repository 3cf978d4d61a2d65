using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What the platform knows of a user's age.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AgeAssurance>))]
public enum AgeAssurance
{
    /// <summary>Nothing but the user's own word.</summary>
    None,

    /// <summary>Verified to be 18 or older.</summary>
    VerifiedAdult,

    /// <summary>Verified to be under 18.</summary>
    VerifiedMinor,
}

/// <summary>What spans lives about one user. Value of <see cref="TopicNames.Standing"/> (compacted), key is the user.</summary>
public sealed record StandingRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Strikes in force.</summary>
    public required int Strikes { get; init; }

    /// <summary>What the platform knows of the user's age.</summary>
    public required AgeAssurance AgeAssurance { get; init; }

    /// <summary>Policies that do not apply to the user until the given time.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> ExemptUntil { get; init => field = value ?? new Dictionary<string, DateTimeOffset>(); } = new Dictionary<string, DateTimeOffset>();

    /// <summary>How the user ordinarily spends; null while too little is known.</summary>
    public SpendingStanding? Spending { get; init; }

    /// <summary>What the user took back from receivers lately, newest first, at most <see cref="MaxRefunds"/>.</summary>
    public IReadOnlyList<RefundStanding> Refunds { get; init => field = WireList.Whole(value); } = [];

    /// <summary>Gifts that come back to the user over other accounts or teams; null while too little is known.</summary>
    public CirculationStanding? Circulation { get; init; }

    /// <summary>How the user's own flags ended; null where the user never flagged.</summary>
    public FlaggingStanding? Flagging { get; init; }

    /// <summary>Whether the platform protects the user: an order about a protected user waits for two people. Unknown is not protected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Protected { get; init; }

    /// <summary>Most refunds that a standing carries.</summary>
    public const int MaxRefunds = 32;
}

/// <summary>How a user ordinarily spends, over all lives.</summary>
/// <param name="Days">Days with at least one gift that it rests on.</param>
/// <param name="UsualCoinsPer10Minutes">95th percentile of the coins in ten-minute windows in which the user spent anything.</param>
/// <param name="CoinsPerDay">Mean coins a day, over the days with a gift.</param>
public sealed record SpendingStanding(int Days, double UsualCoinsPer10Minutes, double CoinsPerDay);

/// <summary>A gift that was taken back.</summary>
/// <param name="ReceiverUserId">Who had received it.</param>
/// <param name="At">When it was taken back.</param>
/// <param name="Coins">Its price in coins.</param>
public sealed record RefundStanding(UserId ReceiverUserId, DateTimeOffset At, long Coins);

/// <summary>How much of what a user gives comes back to the user or the user's team, over days.</summary>
/// <param name="Days">Days looked back on.</param>
/// <param name="SentCoins">Coins sent in them.</param>
/// <param name="ReturnedShare">Share of those coins that came back, directly or over up to three others, 0..1.</param>
/// <param name="Accounts">Accounts in the rings that they went through, the user included.</param>
public sealed record CirculationStanding(int Days, long SentCoins, double ReturnedShare, int Accounts);

/// <summary>How a user's flags ended.</summary>
/// <param name="Upheld">Flags on subjects that reviewers found rightly flagged.</param>
/// <param name="Rejected">Flags that reviewers found wrong.</param>
public sealed record FlaggingStanding(int Upheld, int Rejected);
