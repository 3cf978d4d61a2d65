using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What the platform can be told to do. Every kind is reversible and expires.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ActionKind>))]
public enum ActionKind
{
    /// <summary>Take the live out of the feed.</summary>
    StopRecommending,

    /// <summary>Cap the gifts that the subject can receive.</summary>
    ThrottleGifts,

    /// <summary>Stop gifts to one side.</summary>
    FreezeGifts,

    /// <summary>Hide one text line.</summary>
    HideMessage,

    /// <summary>Slow the chat down.</summary>
    SlowChat,

    /// <summary>Hide one person's tile.</summary>
    HideTile,

    /// <summary>Ask the subject for an age check.</summary>
    AgeCheckInvite,

    /// <summary>Pause the live.</summary>
    PauseLive,

    /// <summary>End the live.</summary>
    CutLive,

    /// <summary>Hold a payout.</summary>
    HoldPayout,
}

/// <summary>An order to the platform. Value of <see cref="TopicNames.Orders"/> and, once it is released, of <see cref="TopicNames.Actions"/>; key is the live.</summary>
public sealed record ActionRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Derived from live, subject, policy, rung, episode start and number of the renewal; the platform's idempotency key.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>What to do.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>The live's clock when it was ordered.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the platform must undo it by itself, if nothing renews it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The order that this one undoes, if it is a reversal.</summary>
    public ActionId? Reverses { get; init; }

    /// <summary>The order whose term this one extends, if it is a renewal; what that one did goes on under this one.</summary>
    public ActionId? Renews { get; init; }

    /// <summary>For <see cref="ActionKind.ThrottleGifts"/>: most coins that the subject may receive a minute.</summary>
    public long? MaxCoinsPerMinute { get; init; }

    /// <summary>For <see cref="ActionKind.HideMessage"/>: the platform's id of the line.</summary>
    public string? MessageId { get; init; }

    /// <summary>The decision that it carries out.</summary>
    public required DecisionId DecisionId { get; init; }

    /// <summary>The verdicts that confirmed it, or overturned the order that it reverses; empty for an automatic order.</summary>
    public IReadOnlyList<string> Verdicts { get; init => field = WireList.Whole(value); } = [];

    /// <summary>The policy that ordered it.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>The rule of the platform's terms, or of law, that it rests on.</summary>
    public required string Ground { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = WireList.Whole(value); }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>The report that the order belongs to.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => this switch
    {
        _ when ExpiresAt <= OrderedAt => "expiresAt must be after orderedAt",
        { Reverses: not null, Renews: not null } => "a reversal renews nothing",
        _ when Reverses == ActionId || Renews == ActionId => "an order is not about itself",
        _ => Subject.FindFault() ?? Evidence.FindFault(),
    };

    /// <summary>The id of the reversal of an order. There is one, whoever asks for it, so two who take the same order back are one.</summary>
    /// <param name="live">The live.</param>
    /// <param name="order">The order that is taken back.</param>
    public static ActionId ReversalOf(LiveId live, ActionId order) => DerivedId.From<ActionId>("act", live.Value, "reversal", order.Value);

    /// <summary>The order that takes this one back.</summary>
    /// <param name="at">When it is asked for.</param>
    /// <param name="reason">Why.</param>
    /// <param name="verdicts">The verdicts that ask for it, if any do.</param>
    /// <remarks>Errors: <see cref="InvalidOperationException"/> where this is itself a reversal.</remarks>
    public ActionRecord Reversal(DateTimeOffset at, Reason reason, params IReadOnlyList<string> verdicts) => Reverses is null
        ? this with
        {
            ActionId = ReversalOf(LiveId, ActionId),
            OrderedAt = at,
            ExpiresAt = ExpiresAt > at ? ExpiresAt : at + TimeSpan.FromSeconds(1),
            Reverses = ActionId,
            Renews = null,
            Reasons = [reason],
            Verdicts = verdicts,
        }
        : throw new InvalidOperationException("a reversal is not taken back");
}
