using System.ComponentModel.DataAnnotations;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement;

/// <summary>Most orders of each kind that the whole fleet lets through in a minute without a person; 0 holds every one of them. Section <c>Enforcement:Breakers</c>.</summary>
/// <remarks>What people confirmed, renewals and reversals do not count. The defaults suit a platform with some ten thousand lives at once.</remarks>
internal sealed class BreakerOptions
{
    public const string Section = "Enforcement:Breakers";
    private const int Most = 1_000_000;

    /// <summary>Most orders a minute to take a live out of the feed.</summary>
    [Range(0, Most)]
    public int StopRecommending { get; init; } = 120;

    /// <summary>Most orders a minute to cap gifts.</summary>
    [Range(0, Most)]
    public int ThrottleGifts { get; init; } = 120;

    /// <summary>Most orders a minute to stop gifts.</summary>
    [Range(0, Most)]
    public int FreezeGifts { get; init; } = 60;

    /// <summary>Most orders a minute to hide a line.</summary>
    [Range(0, Most)]
    public int HideMessage { get; init; } = 600;

    /// <summary>Most orders a minute to slow a chat down.</summary>
    [Range(0, Most)]
    public int SlowChat { get; init; } = 60;

    /// <summary>Most orders a minute to hide a tile.</summary>
    [Range(0, Most)]
    public int HideTile { get; init; } = 60;

    /// <summary>Most orders a minute to ask for an age check.</summary>
    [Range(0, Most)]
    public int AgeCheckInvite { get; init; } = 120;

    /// <summary>Most orders a minute to pause a live.</summary>
    [Range(0, Most)]
    public int PauseLive { get; init; } = 20;

    /// <summary>Most orders a minute to end a live.</summary>
    [Range(0, Most)]
    public int CutLive { get; init; } = 5;

    /// <summary>Most orders a minute to hold a payout.</summary>
    [Range(0, Most)]
    public int HoldPayout { get; init; } = 20;

    public IReadOnlyDictionary<ActionKind, int> MaxPerMinute() => new Dictionary<ActionKind, int>
    {
        [ActionKind.StopRecommending] = StopRecommending,
        [ActionKind.ThrottleGifts] = ThrottleGifts,
        [ActionKind.FreezeGifts] = FreezeGifts,
        [ActionKind.HideMessage] = HideMessage,
        [ActionKind.SlowChat] = SlowChat,
        [ActionKind.HideTile] = HideTile,
        [ActionKind.AgeCheckInvite] = AgeCheckInvite,
        [ActionKind.PauseLive] = PauseLive,
        [ActionKind.CutLive] = CutLive,
        [ActionKind.HoldPayout] = HoldPayout,
    };
}
