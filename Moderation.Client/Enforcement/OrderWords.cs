using System.Text.Json.Serialization;

namespace Moderation.Client.Enforcement;

/// <summary></summary>
[JsonConverter(typeof(WordConverter<ActionKind>))]
public enum ActionKind
{
    StopRecommending,
    ThrottleGifts,
    FreezeGifts,
    HideMessage,
    SlowChat,
    HideTile,
    AgeCheckInvite,
    PauseLive,
    CutLive,
    HoldPayout,
}

/// <summary>Where an order is on its way to the platform.</summary>
[JsonConverter(typeof(WordConverter<DispatchState>))]
public enum DispatchState
{
    Held,
    Released,
    Applied,
    Refused,
    Suppressed,
    Ended,
}

/// <summary></summary>
[JsonConverter(typeof(WordConverter<DispatchReason>))]
public enum DispatchReason
{
    BreakerTripped,
    SwitchedOff,
    DryRun,
    CameTooLate,
    Expired,
    Reversed,
    Renewed,
    LiftedByPlatform,
    NothingToReverse,
}

/// <summary>What became of an order.</summary>
[JsonConverter(typeof(WordConverter<ReceiptStatus>))]
public enum ReceiptStatus
{
    Applied,
    Lifted,
    Refused,
}
