using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>One entry of a live's ordered log. Value of <see cref="TopicNames.Signals"/>, key is the live.</summary>
/// <remarks>A kind that this build does not know is read as this base type and changes nothing.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(FrameSignal), "frame")]
[JsonDerivedType(typeof(SessionSignal), "session")]
[JsonDerivedType(typeof(TextSignal), "text")]
[JsonDerivedType(typeof(GiftSignal), "gift")]
[JsonDerivedType(typeof(FlagSignal), "flag")]
[JsonDerivedType(typeof(StandingSignal), "standing")]
[JsonDerivedType(typeof(VerdictSignal), "verdict")]
[JsonDerivedType(typeof(PolicySignal), "policy")]
[JsonDerivedType(typeof(GuardSignal), "guard")]
public record SignalRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Stands in the place of a live's id in an entry that concerns every live of its partition.</summary>
    /// <remarks>The platform cannot use it: intake refuses ids of the platform that begin with <see cref="ReservedPrefix"/>.</remarks>
    public static readonly LiveId EveryLive = LiveId.Parse(ReservedPrefix + "every-live");

    /// <summary>Ids that begin so are this service's own.</summary>
    public const string ReservedPrefix = "moderation:";

    /// <summary>The live; <see cref="EveryLive"/> for an entry that concerns every live of the partition.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Event time: when the sample was taken or the event happened, not when it was scored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public virtual string? FindFault() => null;
}

/// <summary>An event of the live, copied into its log.</summary>
public sealed record SessionSignal : SignalRecord
{
    /// <summary>The event.</summary>
    public required SessionEventRecord Event { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => Event.LiveId != LiveId ? "the event belongs to another live" : Event.FindFault();
}

/// <summary>A gift of the live, copied into its log.</summary>
public sealed record GiftSignal : SignalRecord
{
    /// <summary>The gift.</summary>
    public required GiftRecord Gift { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => Gift.LiveId != LiveId ? "the gift belongs to another live" : Gift.FindFault();
}

/// <summary>A flag about the live, copied into its log.</summary>
public sealed record FlagSignal : SignalRecord
{
    /// <summary>The flag.</summary>
    public required FlagRecord Flag { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => Flag.LiveId != LiveId ? "the flag belongs to another live" : Flag.FindFault();
}

/// <summary>The standing of somebody who takes part in the live, as it was known when it was copied into the log.</summary>
public sealed record StandingSignal : SignalRecord
{
    /// <summary>The standing.</summary>
    public required StandingRecord Standing { get; init; }
}

/// <summary>A reviewer's verdict about the live, copied into its log.</summary>
public sealed record VerdictSignal : SignalRecord
{
    /// <summary>The verdict.</summary>
    public required VerdictRecord Verdict { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => Verdict.LiveId != LiveId ? "the verdict belongs to another live" : null;
}

/// <summary>From here on, these versions of a policy decide in the partition. Its live is <see cref="SignalRecord.EveryLive"/>.</summary>
public sealed record PolicySignal : SignalRecord
{
    /// <summary>The policy.</summary>
    public required PolicyRecord Policy { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => LiveId != EveryLive ? "a policy marker concerns every live" : Policy.FindFault();
}

/// <summary>From here on, orders of a policy wait for a person in the partition, until the guard's time is over. Its live is <see cref="SignalRecord.EveryLive"/>.</summary>
public sealed record GuardSignal : SignalRecord
{
    /// <summary>Name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Hash of the version's normalised sheet.</summary>
    public required string SheetHash { get; init; }

    /// <summary>Which guard it was.</summary>
    public required GuardKind Guard { get; init; }

    /// <summary>Until when, in event time.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => LiveId != EveryLive ? "a guard marker concerns every live" : null;
}

/// <summary>What a guard counts.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GuardKind>))]
public enum GuardKind
{
    /// <summary>Share of lives with an order in the last hour.</summary>
    LivesPerHour,

    /// <summary>Orders in the last minute.</summary>
    ActionsPerMinute,
}
