using System.ComponentModel.DataAnnotations;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement;

/// <summary>Most orders of each kind that the whole fleet lets through in a minute without a person; 0 holds every one of them. Section <c>Enforcement:Breakers</c>.</summary>
/// <remarks>What people confirmed, renewals and reversals do not count. The defaults suit a platform with some ten thousand lives at once.</remarks>
internal sealed class BreakerOptions
{
    public const string Section = "Enforcement:Breakers";
    private const int Most = 1_000_000;

    /// <summary>Most orders a minute, over the whole fleet, to take a live out of the feed without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int StopRecommending { get; init; } = 120;

    /// <summary>Most orders a minute, over the whole fleet, to cap gifts without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int ThrottleGifts { get; init; } = 120;

    /// <summary>Most orders a minute, over the whole fleet, to stop gifts without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int FreezeGifts { get; init; } = 60;

    /// <summary>Most orders a minute, over the whole fleet, to hide a line without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int HideMessage { get; init; } = 600;

    /// <summary>Most orders a minute, over the whole fleet, to slow a chat down without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int SlowChat { get; init; } = 60;

    /// <summary>Most orders a minute, over the whole fleet, to hide a tile without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int HideTile { get; init; } = 60;

    /// <summary>Most orders a minute, over the whole fleet, to ask for an age check without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int AgeCheckInvite { get; init; } = 120;

    /// <summary>Most orders a minute, over the whole fleet, to pause a live without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int PauseLive { get; init; } = 20;

    /// <summary>Most orders a minute, over the whole fleet, to end a live without a person; 0 holds every one.</summary>
    [Range(0, Most)]
    public int CutLive { get; init; } = 5;

    /// <summary>Most orders a minute, over the whole fleet, to hold a payout without a person; 0 holds every one.</summary>
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
