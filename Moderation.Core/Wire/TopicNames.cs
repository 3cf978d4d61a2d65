namespace Moderation.Core.Wire;

/// <summary>The topics, by name. Partitions, retention and owners are in <c>kafka-topics.yaml</c>, which a test holds against this list.</summary>
public static class TopicNames
{
    /// <summary>Encoded pictures, metadata in headers (<see cref="FrameHeaders"/>).</summary>
    public const string Frames = "live.frames";

    /// <summary>Chat lines, captions and overlay text (<see cref="ChatRecord"/>).</summary>
    public const string Chat = "live.chat";

    /// <summary>What happens to lives and the people in them (<see cref="SessionEventRecord"/>).</summary>
    public const string Sessions = "live.sessions";

    /// <summary>Gifts (<see cref="GiftRecord"/>).</summary>
    public const string Gifts = "live.gifts";

    /// <summary>Flags by viewers and trusted flaggers (<see cref="FlagRecord"/>).</summary>
    public const string Flags = "live.flags";

    /// <summary>One ordered log per live: everything that can change a decision (<see cref="SignalRecord"/>).</summary>
    public const string Signals = "moderation.signals";

    /// <summary>What was ordered, before breakers and switches of the whole fleet (<see cref="ActionRecord"/>). One partition: one log, in one order.</summary>
    public const string Orders = "moderation.orders";

    /// <summary>Orders that were released to the platform (<see cref="ActionRecord"/>).</summary>
    public const string Actions = "moderation.actions";

    /// <summary>What became of each order (<see cref="DispatchRecord"/>), compacted.</summary>
    public const string Dispatches = "moderation.dispatches";

    /// <summary>What is in force in each live (<see cref="RestrictionRecord"/>), compacted.</summary>
    public const string Restrictions = "moderation.restrictions";

    /// <summary>How enforcement stands as a whole, once a second (<see cref="EnforcementStateRecord"/>), compacted.</summary>
    public const string EnforcementState = "moderation.enforcement-state";

    /// <summary>Switches of people over enforcement (<see cref="ControlRecord"/>), compacted.</summary>
    public const string Controls = "moderation.controls";

    /// <summary>Gifts that were held back (<see cref="GiftHoldRecord"/>).</summary>
    public const string GiftHolds = "moderation.gift-holds";

    /// <summary>What becomes of gifts that were held back (<see cref="GiftSettlementRecord"/>).</summary>
    public const string GiftSettlements = "moderation.gift-settlements";

    /// <summary>What the platform did with the orders (<see cref="ActionReceiptRecord"/>).</summary>
    public const string ActionReceipts = "moderation.action-receipts";

    /// <summary>What a human must look at (<see cref="ReportRecord"/>).</summary>
    public const string Reports = "moderation.reports";

    /// <summary>Latest evidence per live (<see cref="LiveStateRecord"/>), compacted.</summary>
    public const string LiveState = "moderation.live-state";

    /// <summary>What reviewers decided (<see cref="VerdictRecord"/>).</summary>
    public const string Verdicts = "moderation.verdicts";

    /// <summary>What spans lives: strikes, exemptions, age assurance (<see cref="StandingRecord"/>), compacted.</summary>
    public const string Standing = "moderation.standing";

    /// <summary>Policy sheets and which of them is live (<see cref="PolicyRecord"/>), compacted.</summary>
    public const string Policies = "moderation.policies";

    /// <summary>Records that could not be used, with the reason (<see cref="DeadLetterRecord"/>).</summary>
    public const string DeadLetters = "moderation.dead-letters";

    /// <summary>Every decision, those of shadow versions included (<see cref="DecisionRecord"/>).</summary>
    public const string Decisions = "moderation.decisions";

    /// <summary>The deciders' memory of each live, to begin from (<see cref="SnapshotRecord"/>), compacted.</summary>
    public const string Snapshots = "moderation.snapshots";

    /// <summary>Every topic, in the order the data flows.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Sessions, Frames, Chat, Gifts, Flags, Signals, LiveState, Snapshots, Decisions, Reports, Orders, Controls, Actions, ActionReceipts,
        Dispatches, Restrictions, EnforcementState, GiftHolds, GiftSettlements, Verdicts, Standing, Policies, DeadLetters,
    ];
}
